"""PutObjectAcl: refused, because access control lists are switched off, but for the one that holds anyway.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.acl import acl_headers, check_acl, not_supported
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import found


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObjectAcl, with the list's headers."""
    (asked,) = on_object("s3:PutObjectAcl", "s3:PutObjectVersionAcl")(call)
    context = {f"s3:{name}": value for name, value in acl_headers(call.request).items()}
    return (asked._replace(context=asked.context | context),)


def perform(call: Call) -> HttpResponse:
    """Answers for `bucket-owner-full-control` alone."""
    found(call)
    if not acl_headers(call.request):
        raise not_supported()
    check_acl(call.request)
    return empty(call, 200)


OPERATION = Operation(
    "PutObjectAcl", "s3", perform, asks, method="PUT", level="object", subresource="acl", optional="versionId"
)
