"""HeadObject: GetObject's headers without its bytes; the permission is the same.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.reading import byte_range, describe, found, not_modified


def perform(call: Call) -> HttpResponse:
    """The headers that a GetObject would have."""
    stored = found(call)
    if unchanged := not_modified(call, stored):
        return unchanged
    span = byte_range(call.request.headers.get("range", ""), stored.size)
    if span is None:
        return HttpResponse(200, (*describe(call, stored), ("Content-Length", str(stored.size))))
    first, last = span
    part = (("Content-Range", f"bytes {first}-{last}/{stored.size}"), ("Content-Length", str(last - first + 1)))
    return HttpResponse(206, (*describe(call, stored), *part))


OPERATION = Operation("HeadObject", "s3", perform, on_object("s3:GetObject"), method="HEAD", level="object")
