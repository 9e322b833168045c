"""Encryption with a key that comes along with the request (SSE-C): blocked, as on every bucket that was made since April 2026.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.asking import object_arn

CUSTOMER = "x-amz-server-side-encryption-customer-"


def check_blocked(call: Call) -> None:
    """Raises AccessDenied for a write with a key of one's own. Of a copy it was seen that its operation is named, too.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
    """
    if not any(name.startswith(CUSTOMER) and value for name, value in call.request.given.items()):
        return
    assert call.operation is not None
    caller = f"User: {call.session.arn} is" if call.session else "Anonymous users are"
    arn, operation = object_arn(call.bucket_name, call.key), call.operation.name
    message = (
        f'{caller} not authorized to perform: s3:{operation} on resource: "{arn}" because this bucket has blocked upload requests'
        " that specify Server Side Encryption with Customer provided keys (SSE-C)."
        " Please specify a different server-side encryption type"
    )
    raise AwsError("AccessDenied", message, 403, confirmed=operation != "CreateMultipartUpload")
