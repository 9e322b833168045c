"""Cognito's calls at the AWS endpoint: answered by the identity pool's stand-in, in AWS's JSON protocol.

https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
"""

from __future__ import annotations

import json
import time
import uuid

from django.conf import settings

from playground.explain import FAIL, PASS, Finding
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.gateway import Answer
from playground.sandbox.json_answer import KIND
from playground.stand_ins.identity_pool.operations import TARGET, Answered, called

SERVICE = "cognito"


def is_cognito(request: HttpRequest) -> bool:
    """Whether the request names an operation of Cognito's identity pools."""
    return settings.STAND_INS and request.headers.get("x-amz-target", "").startswith(TARGET)


def cognito(request: HttpRequest) -> Answer:
    """The answer. None of these calls is signed, so nobody's credentials are asked for."""
    given = called(request.headers["x-amz-target"], request.body, int(time.time()))
    request_id = str(uuid.uuid4())
    headers = (("x-amzn-RequestId", request_id), ("Content-Type", KIND))
    response = HttpResponse(given.status, headers, json.dumps(given.body, separators=(",", ":")).encode())
    return Answer(response, request_id, SERVICE, given.operation, given.account_id, "", _finding(given), given.code)


def _finding(given: Answered) -> Finding:
    if not given.code:
        return Finding(given.operation, PASS, "`{}` was answered", (given.operation,))
    reason = Finding("Request", FAIL, "{}", (str(given.body.get("message", given.code)),))
    return Finding(given.operation, FAIL, "`{}` was refused with `{}`", (given.operation, given.code), (reason,))
