"""CreateMultipartUpload: what is said of the object is said here, and kept until the parts are put together.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
"""

from __future__ import annotations

import secrets

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.acl import check_acl
from playground.sandbox.s3.answer import answer, untyped
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.body.checksum import TYPE, TYPES, read_algorithm
from playground.sandbox.s3.customer_keys import check_blocked
from playground.sandbox.s3.keeping import kept_or_refused
from playground.sandbox.s3.objects.metadata import CHECKSUM, ENCRYPTED, check_key, described
from playground.sandbox.s3.objects.tagging import header_tags
from playground.sandbox.stores import Upload


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject, and what its headers ask for besides; there is no object yet."""
    return writing(call, creates=False)


def perform(call: Call) -> HttpResponse:
    """Begins the upload."""
    assert call.bucket is not None and call.session is not None
    check_acl(call.request)
    check_blocked(call)
    check_key(call.key)
    algorithm, kind = _checksum(call)
    upload = Upload(
        secrets.token_urlsafe(48),
        call.key,
        call.now,
        call.session.arn,
        described(call.request),
        header_tags(call.request),
        algorithm,
        kind,
    )
    with kept_or_refused(call):
        call.stores.uploads.start(call.bucket, upload)
    named: list[Node] = [("Bucket", call.bucket_name), ("Key", call.key), ("UploadId", upload.upload_id)]
    told = untyped(answer(call, "InitiateMultipartUploadResult", named))
    sums = ((f"{CHECKSUM}algorithm", algorithm.upper()), (TYPE, kind)) if algorithm else ()
    return HttpResponse(told.status, (*told.headers, ENCRYPTED, *sums), told.body)


def _checksum(call: Call) -> tuple[str, str]:
    """Algorithm and type, both empty when none is asked for. Raises InvalidRequest."""
    given = call.request.given
    algorithm, kind = read_algorithm(given.get(f"{CHECKSUM}algorithm")), given.get(TYPE)
    if kind is not None and not algorithm:
        message = f"The {TYPE} header can only be used with the {CHECKSUM}algorithm header."
        raise AwsError("InvalidRequest", message)
    if not algorithm:
        return "", ""
    if kind is not None and kind not in ("COMPOSITE", "FULL_OBJECT"):
        raise AwsError("InvalidRequest", f"Value for {TYPE} header is invalid.")
    if kind is not None and kind not in TYPES[algorithm]:
        raise AwsError("InvalidRequest", f"The {kind} checksum type cannot be used with the {algorithm} checksum algorithm.")
    return algorithm, kind or TYPES[algorithm][0]


OPERATION = Operation("CreateMultipartUpload", "s3", perform, asks, method="POST", level="object", subresource="uploads")
