"""Cognito's calls at the AWS endpoint: answered by the identity pool's stand-in, in AWS's JSON protocol.

https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings

from playground.assembly.paces import within_both
from playground.explain import FAIL, PASS, Finding
from playground.outages import is_outage
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.gateway import Answer
from playground.sandbox.protocols.json_answer import KIND
from playground.sandbox.stores import uncounted
from playground.stand_ins.identity_pool.operations import TARGET, Answered, called

SERVICE = "cognito"
log = logging.getLogger(__name__)


def is_cognito(request: HttpRequest) -> bool:
    """Whether the request names an operation of Cognito's identity pools."""
    return settings.STAND_INS and request.headers.get("x-amz-target", "").startswith(TARGET)


def cognito(
    request: HttpRequest, within: Callable[[str, str], bool], give_back: Callable[[str, str], None] = uncounted
) -> Answer:
    """The answer. None of these calls is signed, so nobody's credentials are asked for.  Never raises.

    within: whether one more of its kind is allowed to an address, and to an account; a token costs a signature.  give_back: as in Stores.
    """

    given = _called(request, lambda account_id: within_both("assume", request.source_ip, account_id, (within, give_back)))
    request_id = str(uuid.uuid4())
    headers = (("x-amzn-RequestId", request_id), ("Content-Type", KIND))
    response = HttpResponse(given.status, headers, json.dumps(given.body, separators=(",", ":")).encode())
    return Answer(response, request_id, SERVICE, given.operation, given.account_id, "", _finding(given), given.code)


def _called(request: HttpRequest, allowed: Callable[[str], bool]) -> Answered:
    try:
        return called(request.headers["x-amz-target"], request.body, int(time.time()), allowed)
    except Exception as failure:
        if is_outage(failure):
            log.warning("a call to Cognito was not answered: the database is away (%s)", type(failure).__name__)
            return _refused(503, "ServiceUnavailable", "Service is unable to handle request.")
        log.exception("the sandbox failed on a call to Cognito")
        return _refused(500, "InternalErrorException", "We encountered an internal error. Please try again.")


def _refused(status: int, code: str, message: str) -> Answered:
    return Answered(status, {"__type": code, "message": message}, "", code)


def _finding(given: Answered) -> Finding:
    name = given.operation or "the request"
    if not given.code:
        return Finding(given.operation, PASS, "`{}` was answered", (given.operation,))
    reason = Finding("Request", FAIL, "{}", (str(given.body.get("message", given.code)),))
    return Finding(given.operation or "Request", FAIL, "`{}` was refused with `{}`", (name, given.code), (reason,))
