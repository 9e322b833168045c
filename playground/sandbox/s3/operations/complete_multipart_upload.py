"""CompleteMultipartUpload: makes an object of the parts that are listed, and drops the others.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote_plus, unquote

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import answer
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.body.checksum import nodes
from playground.sandbox.s3.completion import chosen, entity_tag, read_list, whole_checksum
from playground.sandbox.s3.objects.conditional_writes import write_guard
from playground.sandbox.s3.objects.metadata import ENCRYPTED
from playground.sandbox.s3.uploads import part_kept_or_refused, upload_of
from playground.sandbox.stores import Guard, StoredObject, Upload


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject; now there will be an object."""
    return writing(call, creates=True)


def perform(call: Call) -> HttpResponse:
    """Keeps the object."""
    assert call.bucket is not None
    upload = upload_of(call)
    guard = _nobody_else(call, upload, write_guard(call))
    listed = read_list(call)
    uploads = call.stores.uploads
    parts = chosen(upload, uploads.parts(upload.upload_id), listed)
    body = uploads.body(upload.upload_id, [part.number for part in parts])
    checksums = whole_checksum(call, upload, parts, body)
    etag, headers = entity_tag(parts), upload.headers | checksums
    kept = tuple(part if upload.checksum else replace(part, checksums={}) for part in parts)
    # An object is as old as its upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    stored = StoredObject(call.key, len(body), etag, upload.initiated, headers, upload.tags, kept)
    with part_kept_or_refused(call):
        uploads.complete(call.bucket, upload.upload_id, stored, body, guard)
    told = answer(
        call,
        "CompleteMultipartUploadResult",
        [
            ("Location", _location(call)),
            ("Bucket", call.bucket_name),
            ("Key", call.key),
            ("ETag", f'"{etag}"'),
            *nodes(checksums),
        ],
    )
    return HttpResponse(told.status, (*told.headers, ENCRYPTED), told.body)


def _nobody_else(call: Call, upload: Upload, guard: Guard) -> Guard:
    """With If-Match nobody else may have written the object since the upload began, be it the same bytes again. Seen:

    https://github.com/localstack/localstack/blob/master/tests/aws/services/s3/test_s3_api.snapshot.json
    """
    if "if-match" not in call.request.headers:
        return guard

    def wanted(current: StoredObject | None) -> None:
        guard(current)
        if current is not None and current.modified > upload.initiated:
            words = "The conditional request cannot succeed due to a conflicting operation against this resource."
            raise AwsError("ConditionalRequestConflict", words, 409, (("Condition", "If-Match"), ("Key", call.key)))

    return wanted


def _location(call: Call) -> str:
    """Where the object is, its key written as in a form: `/` is `%2F`, a space is a plus. Seen:

    https://github.com/aws/aws-sdk-js/issues/1158, https://github.com/aws/aws-sdk-js/issues/1707
    """
    request = call.request
    in_path = unquote(request.path.replace("+", " ")) != f"/{call.key}"
    bucket = f"{call.bucket_name}/" if in_path else ""
    scheme = "https" if request.secure else "http"
    return f"{scheme}://{request.headers.get('host', '')}/{bucket}{quote_plus(call.key, safe='*')}"


OPERATION = Operation("CompleteMultipartUpload", "s3", perform, asks, method="POST", level="object", subresource="uploadId")
