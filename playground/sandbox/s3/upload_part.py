"""UploadPart.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.checksum import algorithm_of
from playground.sandbox.s3.metadata import ENCRYPTED
from playground.sandbox.s3.payload import read_payload
from playground.sandbox.s3.uploads import part_kept_or_refused, part_number, upload_of
from playground.sandbox.stores import Part, Upload


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject."""
    return writing(call, creates=False)


def perform(call: Call) -> HttpResponse:
    """Keeps the part, over one that has its number."""
    assert call.bucket is not None
    upload, number = upload_of(call), part_number(call)
    payload = read_payload(call)
    _check_algorithm(upload, algorithm_of(payload.checksums))
    part = Part(number, len(payload.body), payload.md5, call.now, payload.checksums)
    with part_kept_or_refused(call):
        call.stores.uploads.put_part(call.bucket, upload.upload_id, part, payload.body)
    return empty(call, 200, ENCRYPTED, ("ETag", f'"{part.etag}"'), *payload.checksums.items())


def _check_algorithm(upload: Upload, algorithm: str) -> None:
    """The parts have the checksum that the upload was begun with. Raises InvalidRequest."""
    if upload.checksum != algorithm:
        expected, actual = upload.checksum or "null", algorithm or "null"
        message = f"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}"
        raise AwsError("InvalidRequest", message)


OPERATION = Operation("UploadPart", "s3", perform, asks, method="PUT", level="object", subresource="partNumber uploadId")
