"""ListObjectVersions: on a bucket without versioning every object has one version, the latest, called `null`.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import canonical_id, written
from playground.sandbox.s3.arguments import invalid_argument, page_size
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.contents import common_prefixes, entry, owner_of, plain, truncated
from playground.sandbox.s3.keys import Writer, writer
from playground.sandbox.s3.listing import Page, after_marker, last_of, list_page
from playground.sandbox.s3.version import NULL

_VERSION = f"<VersionId>{NULL}</VersionId><IsLatest>true</IsLatest>"


def perform(call: Call) -> HttpResponse:
    """One page of versions after the key marker."""
    assert call.bucket is not None
    given = call.request.parameters
    prefix, delimiter, marker = (given.get(name, "") for name in ("prefix", "delimiter", "key-marker"))
    if given.get("version-id-marker") and not marker:
        words = "A version-id marker cannot be specified without a key marker."
        raise invalid_argument(words, "version-id-marker", given["version-id-marker"])
    most, write = page_size(given.get("max-keys"), "max-keys", "maxKeys"), writer(given.get("encoding-type"))
    start = after_marker(marker, prefix, delimiter)
    page = list_page(call.stores.buckets, call.bucket_name, prefix, delimiter, start, most)
    owner = owner_of(canonical_id(call.bucket.account_id))
    versions = "".join(f"<Version>{entry(one, write, owner=owner, version=_VERSION)}</Version>" for one in page.objects)
    head = _head(call, page, most, write)
    return written(call, "ListVersionsResult", head + versions + common_prefixes(page.prefixes, write))


def _head(call: Call, page: Page, most: int, write: Writer) -> str:
    given = call.request.parameters
    delimiter = given.get("delimiter")
    last = last_of(page) if page.truncated else None
    is_key = bool(page.objects) and last == page.objects[-1].key
    pieces = (
        plain("Name", call.bucket_name),
        plain("Prefix", write.given(given.get("prefix", ""))),
        plain("KeyMarker", write.given(given.get("key-marker", ""))),
        plain("VersionIdMarker", write.given(given.get("version-id-marker", ""))),
        plain("NextKeyMarker", None if last is None else write.key(last)),
        plain("NextVersionIdMarker", NULL if is_key else None),
        plain("MaxKeys", str(most)),
        plain("Delimiter", write.given(delimiter) if delimiter else None),
        plain("EncodingType", write.encoding),
        truncated(page.truncated),
    )
    return "".join(pieces)


OPERATION = Operation(
    "ListObjectVersions",
    "s3",
    perform,
    listing("s3:ListBucketVersions"),
    method="GET",
    level="bucket",
    subresource="versions",
)
