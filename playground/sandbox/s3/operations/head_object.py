"""HeadObject: GetObject's headers without its bytes; the permission is the same.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import found
from playground.sandbox.s3.objects.reading import not_modified, wanted


def perform(call: Call) -> HttpResponse:
    """The headers that a GetObject would have."""
    stored = found(call)
    if unchanged := not_modified(call, stored):
        return unchanged
    status, headers, _ = wanted(call, stored)
    return HttpResponse(status, headers)


OPERATION = Operation(
    "HeadObject",
    "s3",
    perform,
    on_object("s3:GetObject", "s3:GetObjectVersion"),
    method="HEAD",
    level="object",
    optional="versionId partNumber",
)
