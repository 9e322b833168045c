"""Which operation a request is meant for: by its name (naming.py), or, in S3, by its method and its address.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html
"""

from __future__ import annotations

from playground.sandbox import s3
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.naming import find_named, name_service
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.addressing import address
from playground.sandbox.s3.listing.before import check_before
from playground.sandbox.s3.objects.copy_source import COPY_SOURCE
from playground.sandbox.s3.unsupported.headers import check_understood
from playground.sandbox.s3.unsupported.methods import OF_BUCKETS
from playground.sandbox.s3.unsupported.operations import absent

__all__ = ["find_operation", "name_service"]


def find_operation(call: Call) -> None:
    """The operation that the request names. Raises AwsError for one that AWS, or the sandbox, does not have."""
    if call.service != "s3":
        call.operation = find_named(call)
        return
    call.operation = _find_s3(call)
    check_before(call.request, call.operation)
    check_understood(call.request, call.operation)


def _find_s3(call: Call) -> Operation:
    request = call.request
    call.bucket_name, call.key = address(request, call.stores.host)
    level = "object" if call.key else "bucket" if call.bucket_name else "service"
    names = set(request.parameters) & SUBRESOURCES
    if (request.method, level, len(names)) == ("GET", "object", 1) and names <= OF_BUCKETS:
        call.key, level = "", "bucket"
    copies = COPY_SOURCE in request.given
    for operation in _BY_METHOD.get((request.method, level), ()):
        if _names(operation, request, names, copies):
            return operation
    raise absent(request, level, names, frozenset(operation.name for operation in s3.OPERATIONS))


def _names(operation: Operation, request: HttpRequest, names: set[str], copies: bool) -> bool:
    """Whether the subresources of the request are the operation's, and whether both copy or neither does."""
    if operation.copies != (copies and operation.level == "object" and request.method == "PUT"):
        return False
    asked, _, value = operation.subresource.partition("=")
    if value:
        return not names and request.parameters.get(asked) == value
    needed = set(asked.split())
    return needed <= names <= needed | set(operation.optional.split())


_BY_METHOD = {
    (method, level): tuple(one for one in s3.OPERATIONS if (one.method, one.level) == (method, level))
    for method, level in {(one.method, one.level) for one in s3.OPERATIONS}
}
# Query parameters that turn a request into another operation (the S3 API reference, by request syntax).
SUBRESOURCES = frozenset(
    "abac accelerate acl analytics annotation annotationName attributes cors delete encryption intelligent-tiering inventory "
    "legal-hold lifecycle location logging metadataAnnotationTable metadataConfiguration metadataInventoryTable "
    "metadataJournalTable metadataTable metrics notification object-lock ownershipControls partNumber policy policyStatus "
    "publicAccessBlock renameObject replication requestPayment restore retention select select-type session tagging torrent "
    "uploadId uploads versioning versions versionId website".split()
)
