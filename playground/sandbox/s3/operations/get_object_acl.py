"""GetObjectAcl: the bucket's owner may do everything, which is the one list there is.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.acl import owners_list
from playground.sandbox.s3.answer import canonical_id, written
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import found


def perform(call: Call) -> HttpResponse:
    """The list."""
    assert call.bucket is not None
    found(call)
    return written(call, "AccessControlPolicy", owners_list(canonical_id(call.bucket.account_id)))


OPERATION = Operation(
    "GetObjectAcl",
    "s3",
    perform,
    on_object("s3:GetObjectAcl", "s3:GetObjectVersionAcl"),
    method="GET",
    level="object",
    subresource="acl",
    optional="versionId",
)
