"""UploadPartCopy: a part that is made of an object, or of a range of it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
"""

from __future__ import annotations

import hashlib
import re

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import answer, iso_millis
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.body.checksum import checksum, nodes
from playground.sandbox.s3.objects.copy_source import asks_to_read, read_source
from playground.sandbox.s3.objects.metadata import CHECKSUM, ENCRYPTED
from playground.sandbox.s3.uploads import part_kept_or_refused, part_number, upload_of
from playground.sandbox.stores import Part

HEADER = "x-amz-copy-source-range"
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})", re.ASCII)
_FORM = (
    f"The {HEADER} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first "
    "and last bytes to copy"
)


def asks(call: Call) -> tuple[Asked, ...]:
    """Reading the source, then s3:PutObject."""
    return (*asks_to_read(call), *writing(call, creates=False))


def perform(call: Call) -> HttpResponse:
    """Keeps the part."""
    assert call.bucket is not None
    upload, number = upload_of(call), part_number(call)
    _, content = read_source(call)
    body = content[_octets(call.request.given.get(HEADER), len(content))]
    checksums = {f"{CHECKSUM}{upload.checksum}": checksum(body, upload.checksum)} if upload.checksum else {}
    etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
    with part_kept_or_refused(call):
        call.stores.uploads.put_part(call.bucket, upload.upload_id, Part(number, len(body), etag, call.now, checksums), body)
    told = answer(
        call,
        "CopyPartResult",
        [("LastModified", iso_millis(call.now)), ("ETag", f'"{etag}"'), *nodes(checksums, with_type=False)],
    )
    return HttpResponse(told.status, (*told.headers, ENCRYPTED), told.body)


def _octets(header: str | None, size: int) -> slice:
    if header is None:
        return slice(None)
    match = _RANGE.fullmatch(header)
    if match is None or int(match[1]) > int(match[2]):
        raise invalid_argument(_FORM, HEADER, header)
    first, last = int(match[1]), int(match[2])
    if first >= size:
        raise AwsError("InvalidRequest", "The specified copy range is invalid for the source object size")
    if last >= size:
        raise invalid_argument(f"Range specified is not valid for source object of size: {size}", HEADER, header)
    return slice(first, last + 1)


OPERATION = Operation(
    "UploadPartCopy", "s3", perform, asks, method="PUT", level="object", subresource="partNumber uploadId", copies=True
)
