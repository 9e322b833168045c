"""DeleteObject: deleting what is not there is no error.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import deleting
from playground.sandbox.s3.objects.conditional_writes import delete_guard
from playground.sandbox.s3.objects.version import check_version


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:DeleteObject, or s3:DeleteObjectVersion; with an entity tag to compare, s3:GetObject too."""
    match = call.request.headers.get("if-match")
    return deleting(call.bucket_name, call.key, call.request.parameters.get("versionId"), match, call.stored)


def perform(call: Call) -> HttpResponse:
    """Deletes the object."""
    check_version(call.request.parameters.get("versionId"))
    call.stores.buckets.delete(call.bucket_name, call.key, delete_guard(call))
    return empty(call, 204)


OPERATION = Operation("DeleteObject", "s3", perform, asks, method="DELETE", level="object", optional="versionId")
