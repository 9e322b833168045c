"""PutBucketPolicy: checked as S3 checks it, and never a public one, because buckets block those.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
"""

from __future__ import annotations

from playground.explain import FAIL, PASS, Finding
from playground.sandbox.errors import access_denied
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import bucket_arn, on_bucket
from playground.sandbox.s3.body.payload import read_payload
from playground.sandbox.s3.bucket_policy.public import public_statement
from playground.sandbox.s3.bucket_policy.rules import check_own, read_policy
from playground.sandbox.s3.keeping import kept_or_refused


def perform(call: Call) -> HttpResponse:
    """Replaces the policy of the bucket."""
    assert call.bucket is not None and call.session is not None
    check_own(call)
    policy = read_policy(call, read_payload(call).body)
    public = public_statement(policy)
    if public:
        says = "`{}` lets in everybody, which the bucket blocks (BlockPublicPolicy); it should name somebody, or test who asks"
        call.findings.append(Finding("Public access", FAIL, says, (public,)))
        raise access_denied(
            f'User: {call.session.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "{bucket_arn(call.bucket_name)}"'
            " because public policies are blocked by the BlockPublicPolicy block public access setting."
        )
    call.findings.append(Finding("Public access", PASS, "no statement lets in everybody"))
    with kept_or_refused(call):
        call.stores.buckets.set_policy(call.bucket_name, policy)
    return empty(call, 204)


OPERATION = Operation(
    "PutBucketPolicy", "s3", perform, on_bucket("s3:PutBucketPolicy"), method="PUT", level="bucket", subresource="policy"
)
