"""Step 5's requests: an operation of S3 or STS with the temporary credentials, and the pieces of its signature."""

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
from playground.sandbox.credentials import Session
from playground.sigv4.request import HttpRequest as SignedHttpRequest
from playground.sigv4.verify import verify
from playground.walkthrough.calling import Line, Result, send
from playground.walkthrough.journey import Use
from playground.wire.masking import mask

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
    """Signs and sends one request. given: operation, bucket, prefix, key, body, all texts."""
    choice = BY_NAME[given["operation"]]
    frozen = ReadOnlyCredentials(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], account_id
    )
    boto = client(choice.service, settings.AWS_URL, settings.AWS_REGION)
    result = send(Line(account_id), lambda: choice.call(boto, given), frozen)
    answered = result.line.answer
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
        signed=_pieces(result.line, choice.service, frozen),
        documents=documents(credentials["SessionToken"], given.get("bucket", "")),
    )


def _nothing_sent(result: Result) -> dict[str, Any]:
    return {"name": "Request", "verdict": "fail", "says": "nothing was sent: {}", "values": [result.message]}


def _pieces(line: Line, service: str, credentials: ReadOnlyCredentials) -> dict[str, Any]:
    """The moves of the signature, masked where a secret would show."""
    request = line.request
    assert request is not None
    signed = verify(
        SignedHttpRequest(request.method, request.path, request.query, tuple(request.headers.items()), request.body),
        service=service,
        secret_for=lambda _: credentials.secret_key,
        now=time.time(),
    ).signed
    if signed is None:
        return {}
    canonical = signed.canonical
    return {
        "method": canonical.method,
        "path": canonical.path,
        "query": canonical.query,
        "headers": [[name, mask(value) if name == "x-amz-security-token" else value] for name, value in canonical.headers],
        "signed_headers": canonical.signed_headers,
        "payload_hash": canonical.payload_hash,
        "canonical_hash": signed.canonical_hash,
        "timestamp": signed.timestamp,
        "scope": str(signed.scope),
        "date": signed.scope.date,
        "region": signed.scope.region,
        "service": signed.scope.service,
        "secret": mask(credentials.secret_key),
        "key_ends": signed.key_ends,
        "credential": signed.credential,
        "signature": mask(signed.signature or _signature_of(request.headers.get("authorization", ""))),
        "empty": not request.body,
    }


def _signature_of(authorization: str) -> str:
    return authorization.rpartition("Signature=")[2]


def documents(session_token: str, bucket: str) -> list[dict[str, str]]:
    """The policies that bear on the session, as they stand now: where a finding points into."""
    session: Session = stores().sealer.open(session_token)
    account = stores().accounts.get(session.account_id)
    role = account.role_with_arn(session.role_arn) if account else None
    found = stores().buckets.find(bucket) if bucket else None
    if account is None:
        return []
    policies = policies_of(account, role, session, found.policy if found else "")
    groups = (*policies.identity, *(policies.boundary or ()), *(policies.session or ()))
    listed = [*groups, *([policies.resource] if policies.resource else [])]
    return [{"name": one.name, "kind": one.words, "text": one.text} for one in listed]
