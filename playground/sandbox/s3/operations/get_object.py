"""GetObject: an object's bytes and headers, all of it or a range or a part.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import found
from playground.sandbox.s3.objects.reading import not_modified, wanted


def perform(call: Call) -> HttpResponse:
    """The object, or the part of it that Range or partNumber asks for."""
    stored = found(call)
    if unchanged := not_modified(call, stored):
        return unchanged
    status, headers, octets = wanted(call, stored)
    return HttpResponse(status, headers, call.content[octets])


OPERATION = Operation(
    "GetObject",
    "s3",
    perform,
    on_object("s3:GetObject", "s3:GetObjectVersion"),
    method="GET",
    level="object",
    optional="versionId partNumber",
    reads=True,
)
