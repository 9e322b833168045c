"""DeleteObject: deleting what is not there is no error.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_object


def perform(call: Call) -> HttpResponse:
    """Deletes the object."""
    call.stores.buckets.delete(call.bucket_name, call.key)
    return empty(call, 204)


OPERATION = Operation("DeleteObject", "s3", perform, on_object("s3:DeleteObject"), method="DELETE", level="object")
