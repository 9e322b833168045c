"""Which service a request is meant for, and which operation of the services that go by names: STS, IAM, CloudTrail.

https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonParameters.html
"""

from __future__ import annotations

import re
import uuid

from playground.sandbox import cloudtrail, iam_api, sts
from playground.sandbox.errors import AwsError, not_in_sandbox
from playground.sandbox.exchange import MOST_BYTES, MOST_FIELDS, HttpRequest
from playground.sandbox.operation import Call, Operation
from playground.sandbox.protocols.parameters import service_model

KNOWN = ("sts", "iam", "cloudtrail")
QUERY = {"sts": sts.OPERATIONS, "iam": iam_api.OPERATIONS}
VERSIONS = {"2010-05-08": "iam"}
TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
_SCOPE_SERVICE = re.compile(r"Credential=[^/,\s=]+/\d+/[^/,\s]+/([^/,\s]+)/")


def name_service(call: Call) -> None:
    """The service: by the credential's scope, else by the `Action` parameter or the target that the request has. Raises AwsError."""
    request = call.request
    named = _scope(request)
    if named == "s3":
        return  # and its bodies, which are objects, are not read as forms
    query = "Action" in request.form or _is_form(request)
    target = "x-amz-target" in request.headers
    if named not in KNOWN and not query and not target:
        return  # to S3, which has its own words for a signature made for another service
    call.request_id = str(uuid.uuid4())
    if named == "cloudtrail" or (not named and target):
        call.service = "cloudtrail"
        return
    call.service = named if named in QUERY else VERSIONS.get(request.form.get("Version", ""), "sts")
    if named and named not in QUERY:
        call.service = "sts" if query else "cloudtrail"  # whose form of an error is the likeliest
        raise not_in_sandbox(f"This sandbox does not have the service {named}.")


def _scope(request: HttpRequest) -> str:
    authorization = request.headers.get("authorization", "")
    scope = _SCOPE_SERVICE.search(authorization) if authorization else None
    presigned = request.parameters.get("X-Amz-Credential", "").split("/")
    return scope[1] if scope else presigned[3] if len(presigned) == 5 else ""


def _is_form(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path in ("", "/") and "form" in request.headers.get("content-type", "")


def find_named(call: Call) -> Operation:
    """The operation with the name that the request gives. Raises AwsError for one that AWS, or the sandbox, does not have."""
    if call.request.oversized:
        says = f"A call to this service may have {MOST_BYTES:,} bytes."
        raise AwsError("RequestEntityTooLarge", says, 413, confirmed=False)
    return _find_target(call) if call.service == "cloudtrail" else _find_action(call)


def _find_action(call: Call) -> Operation:
    if call.request.crowded:
        raise AwsError("MalformedQueryString", f"A call may have {MOST_FIELDS} parameters.", confirmed=False)
    form = call.request.form
    action, version = form.get("Action"), form.get("Version", "NO_VERSION_SPECIFIED")
    if action is None:
        raise AwsError("MissingAction", "Missing Action")
    model = service_model(call.service)
    if version != model.api_version or action not in model.operation_names:
        raise AwsError("InvalidAction", f"Could not find operation {action} for version {version}")
    for operation in QUERY[call.service]:
        if operation.name == action:
            return operation
    raise not_in_sandbox(f"This sandbox does not have {action}.")


def _find_target(call: Call) -> Operation:
    target = call.request.headers.get("x-amz-target", "")
    name = target.removeprefix(TARGET)
    if target == name or name not in service_model("cloudtrail").operation_names:
        raise AwsError("UnknownOperationException", "", 400)
    for operation in cloudtrail.OPERATIONS:
        if operation.name == name:
            return operation
    raise not_in_sandbox(f"This sandbox does not have {name}.")
