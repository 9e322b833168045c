"""Which service and which operation a request is meant for.

https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html
https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html
"""

from __future__ import annotations

import re
import uuid

from playground.sandbox import s3, sts
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import MOST_FIELDS, HttpRequest
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.addressing import address
from playground.sandbox.s3.understood import check_understood

STS_VERSION = "2011-06-15"
_SCOPE_SERVICE = re.compile(r"Credential=[^/,\s]+/\d+/[^/,\s]+/([^/,\s]+)/")


def name_service(call: Call) -> None:
    """STS or S3: by the credential's scope, else by the `Action` parameter that every Query API call has."""
    request = call.request
    scope = _SCOPE_SERVICE.search(request.headers.get("authorization", ""))
    presigned = request.parameters.get("X-Amz-Credential", "").split("/")
    named = scope[1] if scope else presigned[3] if len(presigned) == 5 else ""
    if named == "sts" or (named != "s3" and ("Action" in request.form or _is_form(request))):
        call.service = "sts"
        call.request_id = str(uuid.uuid4())


def _is_form(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path in ("", "/") and "form" in request.headers.get("content-type", "")


def find_operation(call: Call) -> None:
    """The operation that the request names. Raises AwsError for one that AWS, or the sandbox, does not have."""
    if call.service == "sts":
        call.operation = _find_sts(call)
        return
    call.operation = _find_s3(call)
    check_understood(call.request)


def _find_sts(call: Call) -> Operation:
    if call.request.crowded:
        raise AwsError("MalformedQueryString", f"A call may have {MOST_FIELDS} parameters.", confirmed=False)
    form = call.request.form
    action, version = form.get("Action", ""), form.get("Version", "NO_VERSION_SPECIFIED")
    if not action:
        raise AwsError("MissingAction", "Missing Action")
    if version != STS_VERSION:
        raise AwsError("InvalidAction", f"Could not find operation {action} for version {version}")
    for operation in sts.OPERATIONS:
        if operation.name == action:
            return operation
    if action in _STS_WITHOUT:
        raise AwsError("NotImplemented", f"This sandbox does not have {action}.", 501, confirmed=False)
    raise AwsError("InvalidAction", f"Could not find operation {action} for version {version}")


_STS_WITHOUT = ("AssumeRole", "AssumeRoleWithSAML", "AssumeRoot", "DecodeAuthorizationMessage", "GetAccessKeyInfo")


def _find_s3(call: Call) -> Operation:
    request = call.request
    call.bucket_name, call.key = address(request)
    level = "object" if call.key else "bucket" if call.bucket_name else "service"
    names = set(request.parameters) & SUBRESOURCES
    for operation in s3.OPERATIONS:
        if (operation.method, operation.level) == (request.method, level) and _names(operation, request, names):
            return operation
    what = f"{request.method} {level}" + (f"?{sorted(names)[0]}" if names else "")
    message = f"A header or query you provided implies functionality that this sandbox does not have: {what}"
    raise AwsError("NotImplemented", message, 501, confirmed=False)


def _names(operation: Operation, request: HttpRequest, names: set[str]) -> bool:
    """Whether the subresource of the request is the operation's."""
    name, _, value = operation.subresource.partition("=")
    if name != "list-type" and "list-type" in request.parameters:
        return False
    return names == ({name} & SUBRESOURCES) and (not name or request.parameters.get(name) == value)


# Query parameters that turn a request into another operation (the S3 API reference, by request syntax).
SUBRESOURCES = frozenset(
    "abac accelerate acl analytics annotation annotationName attributes cors delete encryption intelligent-tiering inventory "
    "legal-hold lifecycle location logging metadataAnnotationTable metadataConfiguration metadataInventoryTable "
    "metadataJournalTable metadataTable metrics notification object-lock ownershipControls partNumber policy policyStatus "
    "publicAccessBlock renameObject replication requestPayment restore retention select select-type session tagging torrent "
    "uploadId uploads versioning versions versionId website".split()
)
