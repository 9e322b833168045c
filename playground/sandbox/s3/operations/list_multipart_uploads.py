"""ListMultipartUploads: by key, and by when they began.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.protocols.xml import elements
from playground.sandbox.s3.answer import iso_millis, written
from playground.sandbox.s3.arguments import MOST, invalid_argument, page_size
from playground.sandbox.s3.asking import on_bucket
from playground.sandbox.s3.listing.contents import common_prefixes, plain, truncated
from playground.sandbox.s3.listing.keys import Writer, writer
from playground.sandbox.s3.listing.paging import after_marker
from playground.sandbox.s3.uploads import who
from playground.sandbox.stores import Upload


@dataclass
class _Page:
    uploads: list[Upload] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    truncated: bool = False
    last: tuple[str, str] = ("", "")  # key or common prefix, and the upload's id

    @property
    def count(self) -> int:
        return len(self.uploads) + len(self.prefixes)


def perform(call: Call) -> HttpResponse:
    """One page of the uploads that are under way."""
    given = call.request.parameters
    write, most = writer(given.get("encoding-type")), min(page_size(given.get("max-uploads"), "max-uploads"), MOST)
    page = _Page()
    for upload in _after_markers(call):
        _take(page, upload, given.get("prefix", ""), given.get("delimiter", ""), most)
    return written(call, "ListMultipartUploadsResult", _head(call, page, most, write) + _entries(call, page, write))


def _after_markers(call: Call) -> list[Upload]:
    """The uploads behind the markers; with an id, those of the same key that began later come first."""
    given = call.request.parameters
    prefix, delimiter = given.get("prefix", ""), given.get("delimiter", "")
    key, upload_id = given.get("key-marker", ""), given.get("upload-id-marker", "")
    uploads = [one for one in call.stores.uploads.of_bucket(call.bucket_name) if one.key.startswith(prefix)]
    if key and upload_id:
        at = next((place for place, one in enumerate(uploads) if (one.key, one.upload_id) == (key, upload_id)), None)
        if at is None:
            raise invalid_argument("Invalid uploadId marker", "upload-id-marker", upload_id)
        return uploads[at + 1 :]
    start = after_marker(key, prefix, delimiter)
    return [one for one in uploads if one.key.encode() > start]


def _take(page: _Page, upload: Upload, prefix: str, delimiter: str, most: int) -> None:
    at = upload.key.find(delimiter, len(prefix)) if delimiter else -1
    common = upload.key[: at + len(delimiter)] if at >= 0 else None
    if page.truncated or common in page.prefixes:
        return
    if page.count >= most:
        page.truncated = most > 0
        return
    if common is None:
        page.uploads.append(upload)
        page.last = (upload.key, upload.upload_id)
    else:
        page.prefixes.append(common)
        page.last = (common, "")


def _head(call: Call, page: _Page, most: int, write: Writer) -> str:
    given = call.request.parameters
    delimiter, key, upload_id = given.get("delimiter"), *page.last
    pieces = (
        plain("Bucket", call.bucket_name),
        plain("KeyMarker", write.given(given.get("key-marker", ""))),
        plain("UploadIdMarker", write.given(given.get("upload-id-marker", "") if given.get("key-marker") else "")),
        plain("NextKeyMarker", write.key(key)),
        plain("NextUploadIdMarker", upload_id),
        plain("Delimiter", write.given(delimiter) if delimiter else None),
        plain("Prefix", write.given(given["prefix"]) if given.get("prefix") else None),
        plain("MaxUploads", str(most)),
        plain("EncodingType", write.encoding),
        truncated(page.truncated),
    )
    return "".join(pieces)


def _entries(call: Call, page: _Page, write: Writer) -> str:
    assert call.bucket is not None
    owner = call.bucket.account_id
    entries = (
        f"<Upload><Key>{write.key(one.key)}</Key><UploadId>{one.upload_id}</UploadId>{elements(who(one, owner))}"
        f"<StorageClass>STANDARD</StorageClass><Initiated>{iso_millis(one.initiated)}</Initiated>{_checksum(one)}</Upload>"
        for one in page.uploads
    )
    return "".join(entries) + common_prefixes(page.prefixes, write)


def _checksum(upload: Upload) -> str:
    return elements([("ChecksumAlgorithm", upload.checksum.upper() or None), ("ChecksumType", upload.checksum_type or None)])


OPERATION = Operation(
    "ListMultipartUploads",
    "s3",
    perform,
    on_bucket("s3:ListBucketMultipartUploads"),
    method="GET",
    level="bucket",
    subresource="uploads",
)
