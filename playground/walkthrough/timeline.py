"""The timeline's question: what would be refused then? Answered by STS and S3 themselves, with their clocks set to that moment."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

from playground.assembly.rehearsal import rehearse
from playground.explain import FAIL, Finding, first_failed
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer
from playground.sandbox.seed import bucket_name
from playground.sigv4.request import HttpRequest as Plain
from playground.sigv4.sign import Credentials, sign
from playground.walkthrough.journey import Draft, Journey, Outcome
from playground.walkthrough.syntaxes.raw_http import form
from playground.walkthrough.token.holder import folder_of

LONGEST = 48 * 3600  # seconds after the call
_WHO, _LIST = "GetCallerIdentity, with these credentials", "ListObjectsV2 of your own folder, with these credentials"


@dataclass(frozen=True)
class Then:
    """One answer. title: what was asked.  passed: whether it would go well.  aws: AWS's words.  why: the finding that decides."""

    title: str
    passed: bool
    aws: str
    why: Finding | None


def then(journey: Journey, moment: float) -> list[Then]:
    """The same call to STS, and two requests with the credentials, at a moment in seconds since 1970."""
    outcome, host = journey.outcome, urlsplit(settings.AWS_URL).netloc
    if outcome is None or journey.sign_in is None:
        return []
    again = rehearse(request_to_sts(Draft(**outcome.draft), journey.sign_in.token, host), moment)
    asked = [_answered("AssumeRoleWithWebIdentity, with the same token", again)]
    if outcome.credentials:
        typed = ("content-type", "application/x-www-form-urlencoded")
        identity = Plain("POST", "/", "", (("host", host), typed), b"Action=GetCallerIdentity&Version=2011-06-15")
        query = f"list-type=2&max-keys=1&prefix={quote(folder_of(journey), safe='')}"
        listing = Plain("GET", f"/{bucket_name(journey.account_id)}", query, (("host", host),))
        for title, service, request in ((_WHO, "sts", identity), (_LIST, "s3", listing)):
            asked.append(_answered(title, rehearse(_signed(request, service, outcome, moment), moment)))
    return asked


def request_to_sts(draft: Draft, token: str, host: str, *, secure: bool | None = None) -> HttpRequest:
    """The call as it would stand on the wire. secure: over TLS; as the sandbox is reached, where nothing is said."""
    headers = {"host": host, "content-type": "application/x-www-form-urlencoded"}
    return HttpRequest("POST", "/", "", headers, form(draft, token).encode(), secure=_secure() if secure is None else secure)


def _signed(request: Plain, service: str, outcome: Outcome, moment: float) -> HttpRequest:
    held = outcome.credentials
    credentials = Credentials(held["AccessKeyId"], held["SecretAccessKey"], held["SessionToken"])
    signed = sign(request, credentials, region=settings.AWS_REGION, service=service, now=moment).request
    headers = {name.lower(): value for name, value in signed.headers}
    return HttpRequest(signed.method, signed.path, signed.query, headers, signed.body, secure=_secure())


def _secure() -> bool:
    return settings.AWS_URL.startswith("https:")


def _answered(title: str, answer: Answer) -> Then:
    failed = first_failed(answer.finding.reasons)
    deciding = failed or next((one for one in answer.finding.reasons if one.name in ("Dates", "Session token")), None)
    return Then(title, answer.finding.verdict is not FAIL, answer.error, deciding)
