"""DeleteBucketPolicy: deleting what is not there is no error.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_bucket
from playground.sandbox.s3.bucket_policy.rules import check_own
from playground.sandbox.s3.keeping import kept_or_refused


def perform(call: Call) -> HttpResponse:
    """Takes the policy off the bucket."""
    check_own(call)
    with kept_or_refused(call):
        call.stores.buckets.set_policy(call.bucket_name, "")
    return empty(call, 204)


OPERATION = Operation(
    "DeleteBucketPolicy",
    "s3",
    perform,
    on_bucket("s3:DeleteBucketPolicy"),
    method="DELETE",
    level="bucket",
    subresource="policy",
)
