"""PutBucketAcl: refused, because access control lists are switched off.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.acl import acl_headers, not_supported
from playground.sandbox.s3.asking import bucket_arn


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutBucketAcl, with the list's headers."""
    context = {f"s3:{name}": value for name, value in acl_headers(call.request).items()}
    return (Asked("s3:PutBucketAcl", bucket_arn(call.bucket_name), context),)


def perform(_call: Call) -> HttpResponse:
    """Never answers."""
    raise not_supported()


OPERATION = Operation("PutBucketAcl", "s3", perform, asks, method="PUT", level="bucket", subresource="acl")
