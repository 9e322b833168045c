"""GetBucketLocation: the region; for the oldest one, us-east-1, an empty element.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.protocols.xml import text
from playground.sandbox.s3.answer import written
from playground.sandbox.s3.asking import on_bucket


def perform(call: Call) -> HttpResponse:
    """The region of the bucket."""
    assert call.bucket is not None
    return written(call, "LocationConstraint", "" if call.bucket.region == "us-east-1" else text(call.bucket.region))


OPERATION = Operation(
    "GetBucketLocation", "s3", perform, on_bucket("s3:GetBucketLocation"), method="GET", level="bucket", subresource="location"
)
