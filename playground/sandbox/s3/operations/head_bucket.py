"""HeadBucket.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty, region_of
from playground.sandbox.s3.asking import on_bucket


def perform(call: Call) -> HttpResponse:
    """Whether the bucket is there, and in which region."""
    assert call.bucket is not None
    return empty(call, 200, region_of(call.bucket), ("x-amz-access-point-alias", "false"), ("Content-Type", "application/xml"))


OPERATION = Operation("HeadBucket", "s3", perform, on_bucket("s3:ListBucket"), method="HEAD", level="bucket")
