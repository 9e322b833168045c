"""The walkthrough's calls to AWS: boto3 always, answered here by the sandbox through the transport put under it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest
from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from playground.assembly.sandbox import answer
from playground.aws.clients import Sent, calling, client
from playground.explain import to_data
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer
from playground.walkthrough.journey import Draft, Outcome
from playground.walkthrough.signature.spoiling import Spoiled
from playground.worlds.trail import event_of


@dataclass
class Line:
    """A transport to the sandbox that keeps what went over it. account_id: whose wire it shows on.  spoil: done to it on the way."""

    account_id: str
    spoil: Callable[[HttpRequest], Spoiled] | None = None
    spoiled: Spoiled | None = None
    request: HttpRequest | None = None
    answer: Answer | None = None

    def __call__(self, prepared: AWSPreparedRequest) -> Sent:
        """Sends one request."""
        self.request = plain(prepared)
        if self.spoil:
            self.spoiled = self.spoil(self.request)
            self.request = self.spoiled.request
        self.answer = answer(self.request, "app", self.account_id)
        response = self.answer.response
        return Sent(response.status, dict(response.headers), response.body)


def plain(prepared: AWSPreparedRequest) -> HttpRequest:
    """The request as it would stand on the wire, the Host header that the HTTP library adds included."""
    url = urlsplit(prepared.url)
    headers = {name.lower(): _text(value) for name, value in prepared.headers.items()}
    body = prepared.body or b""
    if not isinstance(body, bytes | bytearray | str):
        body = body.read()
    raw = body.encode() if isinstance(body, str) else bytes(body)
    named = {"host": url.netloc, **headers}
    return HttpRequest(prepared.method, url.path or "/", url.query, named, raw, secure=url.scheme == "https")


def _text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


@dataclass
class Result:
    """What a call came to. code, message: of an error, else empty.  fields: as botocore reads the answer."""

    line: Line
    status: int
    code: str = ""
    message: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def send(line: Line, call: Callable[[], dict[str, Any]], credentials: ReadOnlyCredentials | None = None) -> Result:
    """Makes one call. A refusal is a result like any other."""
    try:
        with calling(line, credentials):
            fields = call()
    except ClientError as error:
        told = error.response.get("Error", {})
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return Result(line, status, _code(line, told), told.get("Message", ""))
    except BotoCoreError as error:
        return Result(line, line.answer.response.status if line.answer else 0, type(error).__name__, str(error))
    return Result(line, fields.get("ResponseMetadata", {}).get("HTTPStatusCode", 200), fields=fields)


def _code(line: Line, told: dict[str, str]) -> str:
    """The error's code; the answer to a HEAD has no body, and botocore then names the status."""
    return line.answer.error if line.answer and line.answer.error else told.get("Code", "")


def assume(account_id: str, token: str, draft: Draft) -> Outcome:
    """AssumeRoleWithWebIdentity with the draft and the token."""
    asked = parameters(token, draft)
    sts = client("sts", settings.AWS_URL, settings.AWS_REGION, signed=False)
    result = send(Line(account_id), lambda: sts.assume_role_with_web_identity(**asked))
    given = result.line.answer
    assert given is not None
    return Outcome(
        at=time.time(),
        draft=asdict(draft),
        status=result.status,
        code=result.code,
        message=result.message,
        request_id=given.request_id,
        xml=given.response.body.decode(),
        fields=plain_fields(result.fields),
        finding=to_data(given.finding),
        event=event_of(given.account_id, given.request_id),
        confirmed=given.confirmed,
    )


def plain_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """An answer as botocore reads it, fit for JSON and without what only botocore added."""
    kept = {name: value for name, value in fields.items() if name != "ResponseMetadata"}
    if "Credentials" in kept:
        expires = kept["Credentials"]["Expiration"]
        kept["Credentials"] = {**kept["Credentials"], "Expiration": expires.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return kept


def parameters(token: str, draft: Draft) -> dict[str, Any]:
    """The parameters of AssumeRoleWithWebIdentity; what was left empty is left out."""
    given: dict[str, Any] = {"RoleArn": draft.RoleArn, "RoleSessionName": draft.RoleSessionName, "WebIdentityToken": token}
    given |= {name: value for name in ("ProviderId", "Policy", "DurationSeconds") if (value := getattr(draft, name))}
    if draft.PolicyArns:
        given["PolicyArns"] = [{"arn": arn} for arn in draft.PolicyArns]
    return given
