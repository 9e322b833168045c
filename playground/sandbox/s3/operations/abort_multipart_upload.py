"""AbortMultipartUpload: an upload goes, and its parts with it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.uploads import by_whoever_began, upload_of


def perform(call: Call) -> HttpResponse:
    """Drops the upload and its parts."""
    call.stores.uploads.abort(call.bucket_name, upload_of(call).upload_id)
    return empty(call, 204)


OPERATION = Operation(
    "AbortMultipartUpload",
    "s3",
    perform,
    by_whoever_began("s3:AbortMultipartUpload"),
    method="DELETE",
    level="object",
    subresource="uploadId",
)
