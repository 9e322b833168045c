"""GetBucketPolicyStatus: whether the policy lets in everybody. PutBucketPolicy takes no such policy.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import answer
from playground.sandbox.s3.asking import on_bucket
from playground.sandbox.s3.bucket_policy.public import public_statement


def perform(call: Call) -> HttpResponse:
    """Whether the policy is public."""
    assert call.bucket is not None
    if not call.bucket.policy:
        extra = (("BucketName", call.bucket_name),)
        raise AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404, extra)
    public = "true" if public_statement(call.bucket.policy) else "false"
    return answer(call, "PolicyStatus", [("IsPublic", public)])


OPERATION = Operation(
    "GetBucketPolicyStatus",
    "s3",
    perform,
    on_bucket("s3:GetBucketPolicyStatus"),
    method="GET",
    level="bucket",
    subresource="policyStatus",
)
