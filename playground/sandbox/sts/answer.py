"""How STS writes an answer: the Query protocol's XML, without a prolog."""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.xml import Node, document

NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/"
# What AWS finds wrong before any service is asked comes in a namespace of its own.
FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09"
FAULTS = ("InvalidAction", "MissingAction", "MalformedQueryString")


def answer(operation: str, nodes: list[Node], request_id: str) -> HttpResponse:
    """A success: `<Operation>Response` with its result and the request's id."""
    content: list[Node] = [(f"{operation}Result", nodes), ("ResponseMetadata", [("RequestId", request_id)])]
    return HttpResponse(200, _headers(request_id), document(f"{operation}Response", NAMESPACE, content, prolog=False))


def error_answer(code: str, message: str, status: int, request_id: str) -> HttpResponse:
    """A refusal. The fault is the sender's unless the status says that it is ours."""
    error: Node = ("Error", [("Type", "Sender" if status < 500 else "Receiver"), ("Code", code), ("Message", message)])
    content: list[Node] = [error, ("RequestId", request_id)]
    namespace = FAULT_NAMESPACE if code in FAULTS else NAMESPACE
    return HttpResponse(status, _headers(request_id), document("ErrorResponse", namespace, content, prolog=False))


def _headers(request_id: str) -> tuple[tuple[str, str], ...]:
    return (("x-amzn-RequestId", request_id), ("Content-Type", "text/xml"))
