"""The gateway: every call to AWS passes this chain, whoever makes it and however it comes in.

The chain is the tuple at the end of this file. A link that refuses raises AwsError; what stands after it is not reached.
"""

from __future__ import annotations

import logging
import secrets
from typing import NamedTuple

from playground.explain import FAIL, PASS, Finding, in_words
from playground.sandbox.assuming.admission import admit, not_reached
from playground.sandbox.assuming.web_identity import authenticate_token, not_checked, take_parameters
from playground.sandbox.authorization import Ruling, authorize_call
from playground.sandbox.authorization_message import encoded
from playground.sandbox.credentials.signature import authenticate_signature
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.operation import Call, Caller
from playground.sandbox.protocols import json_answer, query_answer
from playground.sandbox.protocols.failures import away, failed
from playground.sandbox.protocols.parameters import read_parameters
from playground.sandbox.regions import check_region
from playground.sandbox.routing import find_operation, name_service
from playground.sandbox.s3.answer import error_answer as s3_error
from playground.sandbox.s3.named import find_named
from playground.sandbox.stores import Stores
from playground.sandbox.throttling import throttle_account, throttle_address
from playground.sandbox.trail.records import records

log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """The response, and what is known of the call. account_id: whose log it belongs in, or empty.  error: AWS's code.

    authorization_message: of a denial, what sts:DecodeAuthorizationMessage reads.
    """

    response: HttpResponse
    request_id: str
    service: str
    operation: str
    account_id: str
    principal: str
    finding: Finding
    error: str = ""
    confirmed: bool = True
    authorization_message: str = ""
    ruling: Ruling | None = None  # the last decision, and what it was made on


def handle(request: HttpRequest, stores: Stores) -> Answer:
    """Answers one request. Never raises: what goes wrong on our side is logged and answered as AWS does, with 500."""
    call = Call(request, stores, stores.clock(), _request_id())
    error: AwsError | None = None
    try:
        response = _pass(call)
    except AwsError as refused:
        error = refused
        response = _refuse(call, refused)
    except Exception as failure:
        error = _ours(call, failure)
        response = _refuse(call, error)
    _log(call, error)
    return _answer(call, response, error)


def _ours(call: Call, failure: Exception) -> AwsError:
    """What went wrong on our side, noted for who runs the site."""
    name = call.operation.name if call.operation else "a call"
    if call.stores.away(failure):
        log.warning("%s was not answered: the database is away (%s: %s)", name, type(failure).__name__, failure)
        return away(call.service)
    log.exception("the sandbox failed on %s", name)
    return failed(call.service)


def _log(call: Call, error: AwsError | None) -> None:
    """CloudTrail's record. A call is answered whether or not its record can be kept."""
    try:
        for account_id, event in records(call, error):
            call.stores.trail.record(account_id, event)
    except Exception as failure:
        if call.stores.away(failure):
            log.warning("no record could be kept of a call: the database is away")
        else:
            log.exception("no record could be kept of %s", call.operation.name if call.operation else "a call")


def _pass(call: Call) -> HttpResponse:
    for link in CHAIN:
        link(call)
    assert call.operation is not None
    return call.operation.perform(call)


def authenticate(call: Call) -> None:
    """Who calls: the signature says, or, for AssumeRoleWithWebIdentity, the token."""
    assert call.operation is not None
    if call.operation.caller is Caller.SIGNATURE:
        authenticate_signature(call)
        check_region(call)
        return
    call.findings.append(take_parameters(call))
    check_region(call)
    try:
        authenticate_token(call)
    except AwsError:
        call.findings.extend(not_reached(call))
        raise


def take(call: Call) -> None:
    """What a signed call asks for, in the services that go by names; of S3, each operation reads what it needs."""
    assert call.operation is not None
    if call.service == "cloudtrail":
        call.parameters = json_answer.read_body(call)
    elif call.service != "s3" and call.operation.caller is Caller.SIGNATURE:
        call.parameters = read_parameters(call.service, call.operation.name, call.request.form)


def authorize(call: Call) -> None:
    """Whether they may: the trust policy for a token; for a session its policies, its role's and the bucket's."""
    assert call.operation is not None
    if call.operation.gates:
        admit(call, call.operation.gates)
        return
    find_named(call, call.operation)
    authorize_call(call)


CHAIN = (name_service, find_operation, throttle_address, authenticate, throttle_account, take, authorize)


def _refuse(call: Call, error: AwsError) -> HttpResponse:
    """The error in the service's own form, and a finding for it where no check has made one."""
    if not any(finding.verdict is FAIL for finding in call.findings):
        token = call.operation is not None and call.operation.caller is Caller.TOKEN
        name = "Parameters" if token and not call.findings else "Request"
        says, values = in_words(error.explained) if error.explained else ("{}", (error.message,))
        call.findings.append(Finding(name, FAIL, says, values))
        if name == "Parameters":
            call.findings.extend(not_checked(call))
            call.findings.extend(not_reached(call))
    if call.service == "s3":
        return s3_error(call, error)
    return json_answer.error_answer(call, error) if call.service == "cloudtrail" else query_answer.error_answer(call, error)


def _answer(call: Call, response: HttpResponse, error: AwsError | None) -> Answer:
    operation = call.operation.name if call.operation else ""
    if error is None:
        finding = Finding(operation, PASS, "`{}` was answered", (operation,), tuple(call.findings))
    else:
        says = "`{}` was refused with `{}`"
        finding = Finding(operation or "Request", FAIL, says, (operation or "the request", error.code), tuple(call.findings))
    account_id = call.account.account_id if call.account else call.session.account_id if call.session else ""
    principal = call.session.arn if call.session else ""
    code, confirmed = (error.code, error.confirmed) if error else ("", True)
    message = encoded(call) if code == "AccessDenied" else ""
    ruling = Ruling(call.decision, *call.decided, call.bucket) if call.decision and call.decided else None
    return Answer(
        response, call.request_id, call.service, operation, account_id, principal, finding, code, confirmed, message, ruling
    )


def _request_id() -> str:
    """S3's kind: 16 characters."""
    return secrets.token_hex(8).upper()
