"""How CloudTrail is spoken to and answers: AWS's JSON protocol, version 1.1.

https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
"""

from __future__ import annotations

import json
from typing import Any

from botocore.model import Shape, StructureShape

from playground.documents import NotJson, read_json
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call
from playground.sandbox.protocols.constraints import check
from playground.sandbox.protocols.parameters import service_model

KIND = "application/x-amz-json-1.1"
# What the services that speak XML call otherwise; seen of CloudTrail itself: UnrecognizedClientException, ExpiredTokenException.
EXCEPTIONS = {
    "AccessDenied": "AccessDeniedException",
    "ExpiredToken": "ExpiredTokenException",
    "IncompleteSignature": "IncompleteSignatureException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
}
_OWN_WORDS = ("MaxResults", "EventCategory")  # whose bounds have exceptions of their own
_KINDS = {"string": str, "integer": int, "boolean": bool, "timestamp": (int, float, str), "list": list, "structure": dict}


def read_body(call: Call) -> dict[str, Any]:
    """The parameters of a call. Raises AwsError: no JSON, a value of the wrong kind, or one that breaks the model's rules."""
    assert call.operation is not None
    shape = service_model(call.service).operation_model(call.operation.name).input_shape
    assert isinstance(shape, StructureShape)
    try:
        data = read_json(call.request.body.decode() or "{}")
    except (NotJson, UnicodeDecodeError) as error:
        raise AwsError("SerializationException", "", confirmed=False) from error
    given = _of_kind(shape, data)
    check(call.service, call.operation.name, shape, {name: value for name, value in given.items() if name not in _OWN_WORDS})
    return dict(given)


def _of_kind(shape: Shape, value: Any) -> Any:
    """The value, without members that the model does not know, as AWS reads it."""
    wanted: Any = _KINDS[shape.type_name]
    if not isinstance(value, wanted) or (isinstance(value, bool) and shape.type_name != "boolean"):
        raise AwsError("SerializationException", "", confirmed=False)
    if shape.type_name == "integer" and not -(2**31) <= value < 2**31:
        raise AwsError("SerializationException", "", confirmed=False)
    if shape.type_name == "list":
        return [_of_kind(shape.member, item) for item in value]
    if shape.type_name == "structure":
        known = ((name, member) for name, member in shape.members.items() if value.get(name) is not None)
        return {name: _of_kind(member, value[name]) for name, member in known}
    return value


def answer(call: Call, data: dict[str, Any]) -> HttpResponse:
    """A success."""
    return HttpResponse(200, _headers(call), json.dumps(data, separators=(",", ":")).encode())


def error_answer(call: Call, error: AwsError) -> HttpResponse:
    """A refusal; the code is the exception's name. Who may not is told with 400, as every fault of the sender."""
    named = EXCEPTIONS.get(error.code)
    body = {"__type": named or error.code, **({"message": error.message} if error.message else {})}
    return HttpResponse(400 if named else error.status, _headers(call), json.dumps(body, separators=(",", ":")).encode())


def _headers(call: Call) -> tuple[tuple[str, str], ...]:
    return (("x-amzn-RequestId", call.request_id), ("Content-Type", KIND))
