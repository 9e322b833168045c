"""What S3 has and the sandbox has not: refused by the operation's name, as AWS's own model of S3 tells it from the address.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from playground.sandbox.errors import AwsError, not_in_sandbox
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.unsupported.methods import conflict, no_form, no_part, not_allowed, of_no_key, refuse_method

_POST_OBJECT = "PostObject"
_LEVELS = {"/": "service", "/{Bucket}": "bucket", "/{Bucket}/{Key+}": "object"}


class _Known(NamedTuple):
    """An operation of the model. names: in the query of its address.  needed: what else its query must have."""

    name: str
    method: str
    level: str
    names: frozenset[str]
    needed: frozenset[str]


def absent(request: HttpRequest, level: str, names: set[str], present: frozenset[str]) -> AwsError:
    """NotImplemented with the operation's name; another error for what is no operation of S3.

    names: what turns the request into another operation.  present: the operations that the sandbox has.
    """
    refused = refuse_method(request) or conflict(names) or no_part(request, level, names)
    if (request.method, level) == ("GET", "object"):
        refused = refused or of_no_key(names)
    if refused:
        return refused
    asked = (request.method, level)
    candidates = [one for one in _operations() if (one.method, one.level) == asked and one.name not in present]
    fitting = [one for one in candidates if _fits(one, request, names)]
    if fitting:
        name = max(fitting, key=lambda one: len(one.needed)).name
        if name == _POST_OBJECT and (refused := no_form(request)):
            return refused
        return not_in_sandbox(f"This sandbox does not have {name}.")
    if "versionId" in names:
        words = "This operation does not accept a version-id."
        return invalid_argument(words, "versionId", request.parameters["versionId"], confirmed=False)
    allowed = {one.method for one in _operations() if one.level == level and _fits(one, request, names)}
    return not_allowed(request.method, level, names, allowed)


def _fits(known: _Known, request: HttpRequest, names: set[str]) -> bool:
    return known.names == names - {"versionId"} - known.needed and known.needed <= request.parameters.keys()


@cache
def _operations() -> tuple[_Known, ...]:
    """Every operation of S3. Of the upload that a browser makes from a form there is none in the model."""
    model = service_model("s3")
    found = [_Known(_POST_OBJECT, "POST", "bucket", frozenset(), frozenset())]
    for name in model.operation_names:
        operation = model.operation_model(name)
        path, _, query = operation.http["requestUri"].partition("?")
        if path in _LEVELS:
            names = frozenset(pair.partition("=")[0] for pair in query.split("&") if pair)
            shape = operation.input_shape
            places = [shape.members[member].serialization for member in shape.required_members] if shape else []
            needed = frozenset(place["name"] for place in places if place.get("location") == "querystring")
            found.append(_Known(name, operation.http["method"], _LEVELS[path], names, needed - names))
    return tuple(found)
