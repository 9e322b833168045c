"""Calls to the sandbox, from wherever they come: answered by the gateway, recorded on the wire of the account they belong to."""

from __future__ import annotations

import time
import uuid
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from playground.assembly.cognito import cognito, is_cognito
from playground.assembly.issuers import SandboxIssuers
from playground.assembly.keeping import Noted, keep, noted
from playground.assembly.named import access_key_id, named_account
from playground.assembly.paces import give_back, within, within_pages
from playground.explain import PASS, Finding, to_data
from playground.outages import is_outage, let_go
from playground.sandbox.credentials.session_token import Sealer
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer, handle
from playground.sandbox.protocols.cross_origin import opened, preflight
from playground.sandbox.stores import Stores
from playground.telemetry.metrics import DECISIONS
from playground.wire.record import Seen
from playground.worlds.accounts import DatabaseAccounts
from playground.worlds.buckets import DatabaseBuckets
from playground.worlds.trail import DatabaseTrail
from playground.worlds.uploads import DatabaseUploads

WORDS = {
    "AssumeRoleWithWebIdentity": "The token goes in, credentials come out, if every check holds. This call is not signed.",
    "AssumeRole": "Credentials go in, a role's credentials come out. The caller's policies and the role's trust policy both count.",
    "GetId": "The pool names the identity of a login, or makes up a guest.",
    "GetOpenIdToken": "The identity’s token, ten minutes long. Its amr says whether somebody has signed in.",
    "GetCallerIdentity": "Whose credentials are these? It needs no permission.",
    "LookupEvents": "What CloudTrail has kept of the account's calls.",
}
OTHERWISE = {
    "sts": "A call to STS.",
    "iam": "A call to IAM, which is asked what the caller may change, as every service is.",
    "cloudtrail": "A call to CloudTrail.",
    "cognito": "A call to Cognito, which is not signed: a pool is open to whoever knows its id.",
    "s3": "A signed request. S3 finds the session in the token, checks the signature, and decides.",
}
UNSIGNED = "A request without a signature: nobody is known to have made it."
# Findings that say what stands in the account's own documents.
OF_THE_ACCOUNT = (
    "Registered provider",
    "Audience",
    "Trust policy",
    "Duration",
    "Session policy and tags",
    "Role",
    "Decision",
    "Existence",
    "Tag count",
    "Bucket policy",
    "Public access",
)


_decisions = lru_cache(maxsize=1024)(DECISIONS.labels)
_OF_PAGES, _OF_TERMINALS = {"within": within_pages}, {"within": within, "give_back": give_back}
_RECEIVERS = {"cloudtrail": "trail", "cognito": "provider"}  # by the names of the wire, where they are others


@cache
def stores() -> Stores:
    """The sandbox's stores, over the database."""
    sealer = Sealer([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    host = urlsplit(settings.AWS_URL).hostname or "localhost"
    return Stores(
        DatabaseAccounts(),
        DatabaseBuckets(),
        SandboxIssuers(),
        DatabaseTrail(),
        sealer,
        time.time,
        DatabaseUploads(),
        host,
        is_outage,
    )


def answer(request: HttpRequest, sender: str, visitor: str = "") -> Answer:
    """Answers a call and records it, if a record can be kept.

    sender: `app` or `terminal`.  visitor: whose wire it is when the call does not say.
    """
    given, calls = judge(request, sender, visitor)
    keep(calls)
    return given


def judge(request: HttpRequest, sender: str, visitor: str = "") -> tuple[Answer, list[Noted]]:
    """The answer to a call, and what is to be kept of it before it is given."""
    at, start = time.time(), time.perf_counter()
    events = Gathered()
    lent = stores()._replace(trail=events, **(_OF_PAGES if sender == "app" else _OF_TERMINALS))
    given = _given(request, lent)
    if given.error == "ServiceUnavailable":
        let_go()
    _decisions(given.service, given.operation, given.error or "answered").inc()
    if visitor and given.account_id not in ("", visitor, settings.TERMINAL_ACCOUNT):
        given = given._replace(finding=_withheld(given))
    account_id = visitor or given.account_id or named_account(request, given, lent)
    if not account_id:
        return given, []
    return given, noted(account_id, _seen(request, given, sender, at, time.perf_counter() - start), events.records)


def _given(request: HttpRequest, lent: Stores) -> Answer:
    if request.method == "OPTIONS":
        request_id = str(uuid.uuid4())
        asked = preflight(request, request_id, lent.host)
        if asked:
            says = "a page of `{}` asks whether it may call"
            return Answer(asked, request_id, "sts", "", "", "", Finding("Origin", PASS, says, (request.headers["origin"],)))
    given = cognito(request, lent.within, lent.give_back) if is_cognito(request) else handle(request, lent)
    return given if given.service == "s3" else given._replace(response=opened(request, given.response))


class Gathered(DatabaseTrail):
    """CloudTrail's records of one call, until they are written together with the exchange."""

    def __init__(self) -> None:
        self.records: list[tuple[str, dict[str, Any]]] = []

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        """Notes a record."""
        self.records.append((account_id, event))


def _withheld(given: Answer) -> Finding:
    """What a visitor may see of a call to somebody else's account: which gate closed, and none of that account's policies."""
    says = "what account `{}` allows is shown in that account alone"
    reasons = (
        Finding(one.name, one.verdict, says, (given.account_id,)) if one.name in OF_THE_ACCOUNT else one
        for one in given.finding.reasons
    )
    return given.finding._replace(reasons=tuple(reasons))


def _seen(request: HttpRequest, given: Answer, sender: str, at: float, took: float) -> Seen:
    response = given.response
    return Seen(
        sender=sender,
        receiver=_RECEIVERS.get(given.service, given.service),
        method=request.method,
        host=request.headers.get("host", ""),
        target=request.path + (f"?{request.query}" if request.query else ""),
        request_headers=list(request.headers.items()),
        request_body=request.body,
        status=response.status,
        response_headers=list(response.headers),
        response_body=response.body,
        at=at,
        took=took,
        words=UNSIGNED
        if given.service == "s3" and not access_key_id(request)
        else WORDS.get(given.operation, OTHERWISE[given.service]),
        request_id=given.request_id,
        operation=given.operation,
        explanation=to_data(given.finding),
    )
