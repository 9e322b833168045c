"""The calls that really go out: boto3's, over a transport that sends, and every one on the visitor's wire."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.parsers import ResponseParserError

from playground.aws.clients import calling, client
from playground.aws.outside import Exchanged, Outside
from playground.aws.target import Target
from playground.aws.trouble import of_code, of_error, unreadable
from playground.walkthrough.calling import parameters, plain, plain_fields
from playground.walkthrough.journey import Draft
from playground.walkthrough.outside.state import Answered
from playground.walkthrough.signature.pieces import made_of, pieces
from playground.walkthrough.using import BY_NAME
from playground.wire.masking import mask_body, mask_header
from playground.wire.record import Seen, record
from playground.wire.transport import UNANSWERED

UNREADABLE = "ResponseParserError"  # botocore's own name for what is no answer of the service
NEEDED = ("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
# What botocore's parsers and readers of dates raise over an answer of somebody else's.
_NOT_PARSED = (
    ResponseParserError,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
SHOWN = 4096  # characters of a body
WORDS = "This call really left the machine."


def assume(account_id: str, target: Target, token: str, draft: Draft) -> Answered:
    """AssumeRoleWithWebIdentity at the target. account_id: whose wire it shows on."""
    sts = client("sts", target.url("sts"), target.region, signed=False)
    asked = parameters(token, draft) | {"RoleArn": target.role_arn}
    answered = send(account_id, sts, "sts", lambda: sts.assume_role_with_web_identity(**asked))
    if answered.good and not all(answered.fields.get("Credentials", {}).get(name) for name in NEEDED):
        _unreadable(answered, "sts")
    return answered


def use(account_id: str, target: Target, credentials: dict[str, str], given: dict[str, str]) -> Answered:
    """One operation of step 5 at the target, signed with the credentials. given: as forms.use_of."""
    choice = BY_NAME[given["operation"]]
    boto = client(choice.service, target.url(choice.service), target.region)
    answered = send(account_id, boto, choice.service, lambda: choice.call(boto, given), frozen(credentials))
    answered.operation, answered.fields = given["operation"], {}
    is_page = next((value for name, value in answered.headers.items() if name.lower() == "content-type"), "").startswith(
        "text/html"
    )
    if answered.good and is_page and choice.name not in ("GetObject", "HeadObject"):
        _unreadable(answered, choice.service)
    return answered


def frozen(credentials: dict[str, str]) -> ReadOnlyCredentials:
    """The credentials of an answer, as botocore signs with them."""
    return ReadOnlyCredentials(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])


def send(
    account_id: str, boto: Any, service: str, call: Callable[[], dict[str, Any]], credentials: ReadOnlyCredentials | None = None
) -> Answered:
    """Makes one call. A refusal, and trouble on the way, is an answer like any other."""
    host = urlsplit(boto.meta.endpoint_url).netloc.lower()
    way = Outside(host)
    answered = Answered(time.time(), host, 0)
    try:
        with calling(way, credentials):
            answered.fields = plain_fields(call())
    except ClientError as error:
        told = error.response.get("Error", {})
        answered.code, answered.message = str(told.get("Code", "")), str(told.get("Message", ""))
        answered.trouble = of_code(answered.code)
    except (HTTPClientError, BotoCoreError) as error:
        answered.code, answered.trouble = type(error).__name__, of_error(error, host)
    except _NOT_PARSED:
        if not way.exchanges:
            raise  # nothing came: the fault is ours
        _unreadable(answered, service)
    for one in (*way.exchanges, *([way.unanswered] if way.unanswered else [])):
        record(account_id, _seen(one, service))
    if way.exchanges:
        _keep(answered, way.exchanges[-1], service, credentials)
    return answered


def _unreadable(answered: Answered, service: str) -> None:
    """Something answers there, and it is not the service; most often a console, a proxy, or another port's."""
    answered.code, answered.message, answered.fields = UNREADABLE, "", {}
    answered.trouble = unreadable(answered.host, service)


def _keep(answered: Answered, last: Exchanged, service: str, credentials: ReadOnlyCredentials | None) -> None:
    """What the page shows of the last exchange."""
    sent, request = last.sent, plain(last.request)
    kind = next((value for name, value in sent.headers.items() if name.lower() == "content-type"), "")
    answered.status, answered.body = sent.status, mask_body(kind, sent.body.decode("utf-8", "replace"))[:SHOWN]
    answered.headers = {name: mask_header(name, value) for name, value in sent.headers.items()}
    signed = made_of(request, service, credentials, last.at) if credentials else None
    if credentials and signed:
        answered.signed = pieces(signed, request, credentials.secret_key)


def _seen(one: Exchanged, service: str) -> Seen:
    request = plain(one.request)
    return Seen(
        sender="app",
        receiver=service,
        method=request.method,
        host=request.headers["host"],
        target=request.path + (f"?{request.query}" if request.query else ""),
        request_headers=list(request.headers.items()),
        request_body=request.body,
        status=one.sent.status,
        response_headers=list(one.sent.headers.items()),
        response_body=one.sent.body,
        at=one.at,
        took=one.took,
        words=WORDS if one.sent.status else UNANSWERED,
    )
