"""DeleteBucket: a bucket must be empty first; uploads that are under way go with it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_bucket
from playground.sandbox.s3.keeping import kept_or_refused


def perform(call: Call) -> HttpResponse:
    """Deletes the bucket."""
    with kept_or_refused(call):
        call.stores.buckets.remove(call.bucket_name)
    return empty(call, 204)


OPERATION = Operation("DeleteBucket", "s3", perform, on_bucket("s3:DeleteBucket"), method="DELETE", level="bucket")
