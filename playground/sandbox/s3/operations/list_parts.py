"""ListParts: the parts of an upload that have come, by number.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer, iso_millis
from playground.sandbox.s3.arguments import MOST, integer, page_size
from playground.sandbox.s3.body.checksum import nodes
from playground.sandbox.s3.uploads import by_whoever_began, upload_of, who
from playground.sandbox.stores import Part, Upload


def perform(call: Call) -> HttpResponse:
    """One page of the parts that are there."""
    assert call.bucket is not None
    given, upload = call.request.parameters, upload_of(call)
    most = min(page_size(given.get("max-parts"), "max-parts"), MOST)
    words = "Argument part-number-marker must be an integer between 0 and 2147483647"
    after = integer(given.get("part-number-marker") or "0", "part-number-marker", 0, 2**31 - 1, words)
    rest = [part for part in call.stores.uploads.parts(upload.upload_id) if part.number > after]
    page = rest[:most]
    head: list[Node] = [
        ("Bucket", call.bucket_name),
        ("Key", call.key),
        ("UploadId", upload.upload_id),
        *who(upload, call.bucket.account_id),
        ("StorageClass", "STANDARD"),
        ("PartNumberMarker", after),
        ("NextPartNumberMarker", page[-1].number if page else 0),
        ("MaxParts", most),
        ("IsTruncated", "true" if len(rest) > len(page) else "false"),
        ("ChecksumAlgorithm", upload.checksum.upper() or None),
        ("ChecksumType", upload.checksum_type or None),
    ]
    return answer(call, "ListPartsResult", [*head, *(("Part", _part(part, upload)) for part in page)])


def _part(part: Part, upload: Upload) -> list[Node]:
    """What is told of a part: its checksum, if it is one of the object's too."""
    return [
        ("PartNumber", part.number),
        ("LastModified", iso_millis(part.modified)),
        ("ETag", f'"{part.etag}"'),
        *nodes(part.checksums if upload.checksum else {}, with_type=False),
        ("Size", part.size),
    ]


OPERATION = Operation(
    "ListParts",
    "s3",
    perform,
    by_whoever_began("s3:ListMultipartUploadParts"),
    method="GET",
    level="object",
    subresource="uploadId",
)
