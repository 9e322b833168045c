"""DeleteObjectTagging: an object has no tags any longer; that it had none is no error.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import found, no_such_key


def perform(call: Call) -> HttpResponse:
    """Takes all tags off the object."""
    found(call)
    if not call.stores.buckets.tag(call.bucket_name, call.key, {}):
        raise no_such_key(call.key)
    return empty(call, 204)


OPERATION = Operation(
    "DeleteObjectTagging",
    "s3",
    perform,
    on_object("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"),
    method="DELETE",
    level="object",
    subresource="tagging",
    optional="versionId",
)
