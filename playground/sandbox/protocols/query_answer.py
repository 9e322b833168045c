"""How a service of the Query protocol writes an answer: XML without a prolog, in the service's own namespace, or JSON if asked."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from botocore.model import Shape

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call
from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.protocols.query_json import KIND, accepts_json, members, structure
from playground.sandbox.protocols.xml import Node, document
from playground.sandbox.regions import GLOBAL, region_of
from playground.sigv4.instant import iso_date

# What AWS finds wrong before any service is asked comes in a namespace of its own.
FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09"
FAULTS = ("InvalidAction", "MissingAction", "MalformedQueryString")


def answer(call: Call, nodes: list[Node] | None) -> HttpResponse:
    """A success: `<Operation>Response` with its result, unless the operation has none, and the request's id."""
    assert call.operation is not None
    name = call.operation.name
    if accepts_json(call.request):
        return HttpResponse(200, _headers(call), _json_answer(call, nodes).encode("utf-8", "replace"))
    result: list[Node] = [] if nodes is None else [(f"{name}Result", nodes)]
    content: list[Node] = [*result, ("ResponseMetadata", [("RequestId", call.request_id)])]
    return HttpResponse(200, _headers(call), document(f"{name}Response", _namespace(call.service), content, prolog=False))


def error_answer(call: Call, error: AwsError) -> HttpResponse:
    """A refusal. The fault is the sender's unless the status says that it is ours."""
    kind = "Sender" if error.status < 500 else "Receiver"
    if accepts_json(call.request):
        told = {"Code": error.code, "Message": error.message, "Type": kind}
        body = json.dumps({"Error": told, "RequestId": call.request_id}, separators=(",", ":"), ensure_ascii=False)
        return HttpResponse(error.status, _headers(call), body.encode("utf-8", "replace"))
    node: Node = ("Error", [("Type", kind), ("Code", error.code), ("Message", error.message or None)])
    content: list[Node] = [node, ("RequestId", call.request_id)]
    namespace = FAULT_NAMESPACE if error.code in FAULTS else _namespace(call.service)
    return HttpResponse(error.status, _headers(call), document("ErrorResponse", namespace, content, prolog=False))


def _json_answer(call: Call, nodes: list[Node] | None) -> str:
    assert call.operation is not None
    name = call.operation.name
    shape = service_model(call.service).operation_model(name).output_shape
    result = {} if nodes is None or shape is None else {f"{name}Result": structure(shape, nodes)}
    request_id = members({"RequestId": json.dumps(call.request_id)})
    return members({f"{name}Response": members({**result, "ResponseMetadata": request_id})})


def result_nodes(shape: Shape, values: dict[str, Any]) -> list[Node]:
    """The values of a structure as the model writes it: in its order, lists as `member`, moments in ISO 8601."""
    return [(name, _content(member, values[name])) for name, member in shape.members.items() if values.get(name) is not None]


def _content(shape: Shape, value: Any) -> str | int | list[Node]:
    if shape.type_name == "structure":
        return result_nodes(shape, value)
    if shape.type_name == "list":
        return [("member", _content(shape.member, item)) for item in value]
    if shape.type_name == "map":
        pairs = ([("key", str(key)), ("value", _content(shape.value, item))] for key, item in value.items())
        return [("entry", list(pair)) for pair in pairs]
    if shape.type_name == "boolean":
        return "true" if value else "false"
    if shape.type_name == "timestamp":
        return iso_date(value)
    return str(value)


def _namespace(service: str) -> str:
    return str(service_model(service).metadata["xmlNamespace"])


def _headers(call: Call) -> tuple[tuple[str, str], ...]:
    extended = (("x-amz-sts-extended-request-id", extended_id(call)),) if call.service == "sts" else ()
    return (
        ("x-amzn-RequestId", call.request_id),
        *extended,
        ("Content-Type", KIND if accepts_json(call.request) else "text/xml"),
    )


def extended_id(call: Call) -> str:
    """The second id of STS, one a call: a version, the region, the moment in milliseconds and eight characters (read from those seen)."""
    if "extended_id" not in call.event:
        region = region_of(call.request, call.account.region if call.account else GLOBAL)
        told = f"1:{region}:S:{int(call.now * 1000)}:R:{secrets.token_hex(4)}"
        call.event["extended_id"] = base64.b64encode(told.encode()).decode()
    return str(call.event["extended_id"])
