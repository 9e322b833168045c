"""GetBucketPolicy: the document as it was written.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import identifiers
from playground.sandbox.s3.asking import on_bucket
from playground.sandbox.s3.bucket_policy.rules import check_own


def perform(call: Call) -> HttpResponse:
    """The policy."""
    assert call.bucket is not None
    check_own(call)
    if not call.bucket.policy:
        extra = (("BucketName", call.bucket_name),)
        raise AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404, extra)
    headers = (*identifiers(call), ("Content-Type", "application/json"))
    return HttpResponse(200, headers, call.bucket.policy.encode())


OPERATION = Operation(
    "GetBucketPolicy", "s3", perform, on_bucket("s3:GetBucketPolicy"), method="GET", level="bucket", subresource="policy"
)
