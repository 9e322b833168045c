"""UploadPart: one part of an upload, new or over the one with its number.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.body.checksum import WHOLE, algorithm_of, checksum
from playground.sandbox.s3.body.payload import Payload, read_payload
from playground.sandbox.s3.objects.metadata import CHECKSUM, ENCRYPTED
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
    checksums = _checksums(upload, payload)
    part = Part(number, len(payload.body), payload.md5, call.now, checksums)
    with part_kept_or_refused(call):
        call.stores.uploads.put_part(call.bucket, upload.upload_id, part, payload.body)
    return empty(call, 200, ENCRYPTED, ("ETag", f'"{part.etag}"'), *checksums.items())


def _checksums(upload: Upload, payload: Payload) -> dict[str, str]:
    """The part's checksum: of the algorithm that the upload was begun with, or of any. Raises InvalidRequest.

    An SDK that begins an upload without an algorithm sends a checksum of its own with each part all the same.
    Where the checksum will be one of the whole object, a part need not have one.
    """
    algorithm = algorithm_of(payload.checksums)
    if upload.checksum in ("", algorithm):
        return payload.checksums
    if not algorithm and upload.checksum_type == WHOLE:
        return {f"{CHECKSUM}{upload.checksum}": checksum(payload.body, upload.checksum)}
    actual = algorithm or "null"
    message = f"Checksum Type mismatch occurred, expected checksum Type: {upload.checksum}, actual checksum Type: {actual}"
    raise AwsError("InvalidRequest", message)


OPERATION = Operation("UploadPart", "s3", perform, asks, method="PUT", level="object", subresource="partNumber uploadId")
