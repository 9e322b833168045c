"""HeadBucket: whether a bucket is there and may be listed, its region and its ARN.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty, region_of
from playground.sandbox.s3.asking import bucket_arn, on_bucket


def perform(call: Call) -> HttpResponse:
    """Whether the bucket is there, and in which region. The ARN was seen from December 2025 on."""
    assert call.bucket is not None
    arn, alias = ("x-amz-bucket-arn", bucket_arn(call.bucket.name)), ("x-amz-access-point-alias", "false")
    return empty(call, 200, region_of(call.bucket), alias, arn, ("Content-Type", "application/xml"))


OPERATION = Operation("HeadBucket", "s3", perform, on_bucket("s3:ListBucket"), method="HEAD", level="bucket")
