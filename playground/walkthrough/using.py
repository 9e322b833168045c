"""Step 5's requests: an operation of S3 or STS with the temporary credentials, and what is known of its answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.credentials import ReadOnlyCredentials
from django.conf import settings

from playground.assembly.sandbox import stores
from playground.aws.clients import client
from playground.explain import to_data
from playground.sandbox.authorization import policies_of
from playground.sandbox.credentials.session_token import Session, UnreadableToken
from playground.walkthrough.calling import Line, Result, send
from playground.walkthrough.journey import Use
from playground.walkthrough.remedies import of_use
from playground.walkthrough.remedies import to_data as to_remedy
from playground.walkthrough.signature.pieces import made_of, pieces
from playground.walkthrough.signature.spoiling import BY_SLUG as SPOILERS
from playground.walkthrough.signature.two_sides import two_sides

SHOWN = 4096  # characters of a body


@dataclass(frozen=True)
class Choice:
    """An operation of step 5. needs: the action, in words when it needs none.  takes: the fields of the form that it uses."""

    name: str
    service: str
    needs: str
    takes: tuple[str, ...]
    call: Callable[[Any, dict[str, str]], dict[str, Any]]


def _list(s3: Any, given: dict[str, str]) -> dict[str, Any]:
    more = {"Prefix": given["prefix"]} if given["prefix"] else {}
    answer: dict[str, Any] = s3.list_objects_v2(Bucket=given["bucket"], MaxKeys=50, **more)
    return answer


CHOICES: tuple[Choice, ...] = (
    Choice("ListBuckets", "s3", "s3:ListAllMyBuckets", (), lambda s3, _: s3.list_buckets()),
    Choice("ListObjectsV2", "s3", "s3:ListBucket", ("bucket", "prefix"), _list),
    Choice("GetObject", "s3", "s3:GetObject", ("bucket", "key"), lambda s3, g: s3.get_object(Bucket=g["bucket"], Key=g["key"])),
    Choice(
        "HeadObject", "s3", "s3:GetObject", ("bucket", "key"), lambda s3, g: s3.head_object(Bucket=g["bucket"], Key=g["key"])
    ),
    Choice(
        "PutObject",
        "s3",
        "s3:PutObject",
        ("bucket", "key", "body"),
        lambda s3, g: s3.put_object(
            Bucket=g["bucket"], Key=g["key"], Body=g["body"].encode(), ContentType="text/plain; charset=utf-8"
        ),
    ),
    Choice(
        "DeleteObject",
        "s3",
        "s3:DeleteObject",
        ("bucket", "key"),
        lambda s3, g: s3.delete_object(Bucket=g["bucket"], Key=g["key"]),
    ),
    Choice("GetCallerIdentity", "sts", "needs no permission", (), lambda sts, _: sts.get_caller_identity()),
    Choice("GetSessionToken", "sts", "always refused here", (), lambda sts, _: sts.get_session_token()),
    Choice("GetFederationToken", "sts", "always refused here", (), lambda sts, _: sts.get_federation_token(Name="somebody")),
)
BY_NAME = {choice.name: choice for choice in CHOICES}


def use(account_id: str, credentials: dict[str, str], given: dict[str, str]) -> Use:
    """Signs and sends one request. given: operation, bucket, prefix, key, body and, to spoil the signature, spoil; all texts."""
    choice = BY_NAME[given["operation"]]
    frozen = ReadOnlyCredentials(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], account_id
    )
    boto = client(choice.service, settings.AWS_URL, settings.AWS_REGION)
    line = _line(account_id, frozen, given.get("spoil", ""))
    result = send(line, lambda: choice.call(boto, given), frozen)
    answered = line.answer
    if answered is None:  # botocore itself did not take the request, so nothing went out
        return Use(time.time(), given, 0, result.code, result.message, "", {}, "", _nothing_sent(result), {})
    body = answered.response.body.decode("utf-8", "replace")
    return Use(
        at=time.time(),
        given=given,
        status=result.status,
        code=result.code,
        message=result.message,
        request_id=answered.request_id,
        headers=dict(answered.response.headers),
        body=body if len(body) <= SHOWN else f"{body[:SHOWN]}…",
        finding=to_data(answered.finding),
        signed=_signed(line, choice.service, frozen),
        documents=documents(credentials["SessionToken"], account_id, given.get("bucket", "")),
        remedies=[to_remedy(one) for one in of_use(answered, account_id)],
    )


def _line(account_id: str, credentials: ReadOnlyCredentials, slug: str) -> Line:
    spoiler = SPOILERS.get(slug)
    if spoiler is None:
        return Line(account_id)
    return Line(account_id, lambda request: spoiler.spoil(request, credentials, settings.AWS_REGION))


def _nothing_sent(result: Result) -> dict[str, Any]:
    return {"name": "Request", "verdict": "fail", "says": "nothing was sent: {}", "values": [result.message]}


def _signed(line: Line, service: str, credentials: ReadOnlyCredentials) -> dict[str, Any]:
    """What the client signed; where it was spoiled, what AWS made of it besides. Empty when nothing was signed."""
    assert line.request is not None
    ours = made_of(line.request, service, credentials, time.time())
    theirs = line.spoiled.signed if line.spoiled else ours
    if theirs is None:
        return {}
    sides = two_sides(theirs, ours) if line.spoiled and ours else {}
    return pieces(theirs, line.request, credentials.secret_key) | {"sides": sides}


def documents(session_token: str, account_id: str, bucket: str) -> list[dict[str, str]]:
    """The policies that bear on the session, as they stand now: where a finding points into. Those of this account and no other's."""
    session = _session(session_token)
    account = stores().accounts.get(account_id)
    if session is None or account is None or session.account_id != account_id:
        return []
    found = stores().buckets.find(bucket) if bucket else None
    own = found.policy if found and found.account_id == account_id else ""
    policies = policies_of(account, account.role_with_arn(session.role_arn), session, own)
    groups = (*policies.identity, *(policies.boundary or ()), *(policies.session or ()))
    listed = [*groups, *([policies.resource] if policies.resource else [])]
    return [{"name": one.name, "kind": one.words, "text": one.text} for one in listed]


def _session(token: str) -> Session | None:
    try:
        found: Session = stores().sealer.open(token)
    except UnreadableToken:
        return None
    return found
