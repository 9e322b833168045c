"""GetObject.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.reading import byte_range, describe, found, not_modified


def perform(call: Call) -> HttpResponse:
    """The object, or the part of it that Range asks for."""
    stored = found(call)
    if unchanged := not_modified(call, stored):
        return unchanged
    span = byte_range(call.request.headers.get("range", ""), stored.size)
    headers = describe(call, stored)
    if span is None:
        return HttpResponse(200, (*headers, ("Content-Length", str(stored.size))), call.content)
    first, last = span
    headers += (("Content-Range", f"bytes {first}-{last}/{stored.size}"), ("Content-Length", str(last - first + 1)))
    return HttpResponse(206, headers, call.content[first : last + 1])


OPERATION = Operation("GetObject", "s3", perform, on_object("s3:GetObject"), method="GET", level="object", reads=True)
