"""A setting of a bucket that the sandbox does not have, read: answered as S3 answers for a bucket on which nobody set it.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-buckets-s3.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer, untyped
from playground.sandbox.s3.asking import on_bucket


def default(name: str, subresource: str, action: str, root: str, nodes: list[Node] | None = None) -> Operation:
    """An operation that answers with this document. Only BucketLoggingStatus was seen to come with a Content-Type."""

    def perform(call: Call) -> HttpResponse:
        told = answer(call, root, nodes or [])
        return told if root == "BucketLoggingStatus" else untyped(told)

    return Operation(name, "s3", perform, on_bucket(action), method="GET", level="bucket", subresource=subresource)


def not_set(name: str, subresource: str, action: str, code: str, message: str) -> Operation:
    """An operation that answers with this error, 404."""

    def perform(call: Call) -> HttpResponse:
        raise AwsError(code, message, 404, (("BucketName", call.bucket_name),))

    return Operation(name, "s3", perform, on_bucket(action), method="GET", level="bucket", subresource=subresource)
