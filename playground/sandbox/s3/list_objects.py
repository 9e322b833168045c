"""ListObjects, the first version: pages go on from a key, which is told only where there is a delimiter.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
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

_OF_VERSION_2 = {"continuation-token": "continuation-token", "start-after": "startAfter"}


def perform(call: Call) -> HttpResponse:
    """One page of keys after the marker."""
    assert call.bucket is not None
    given = call.request.parameters
    prefix, delimiter, marker = (given.get(name, "") for name in ("prefix", "delimiter", "marker"))
    for name, spoken in _OF_VERSION_2.items():
        if name in given:
            raise invalid_argument(f"{spoken} only supported in REST.GET.BUCKET with list-type=2", name)
    most, write = page_size(given.get("max-keys"), "max-keys", "maxKeys"), writer(given.get("encoding-type"))
    start = after_marker(marker, prefix, delimiter)
    page = list_page(call.stores.buckets, call.bucket_name, prefix, delimiter, start, most)
    owner = owner_of(canonical_id(call.bucket.account_id))
    contents = "".join(f"<Contents>{entry(one, write, owner=owner)}</Contents>" for one in page.objects)
    head = _head(call, page, most, write)
    return written(call, "ListBucketResult", head + contents + common_prefixes(page.prefixes, write))


def _head(call: Call, page: Page, most: int, write: Writer) -> str:
    given = call.request.parameters
    delimiter = given.get("delimiter")
    pieces = (
        plain("Name", call.bucket_name),
        plain("Prefix", write.given(given.get("prefix", ""))),
        plain("Marker", write.given(given.get("marker", ""))),
        plain("NextMarker", write.key(last_of(page)) if page.truncated and delimiter else None),
        plain("MaxKeys", str(most)),
        plain("Delimiter", write.given(delimiter) if delimiter else None),
        plain("EncodingType", write.encoding),
        truncated(page.truncated),
    )
    return "".join(pieces)


OPERATION = Operation("ListObjects", "s3", perform, listing("s3:ListBucket"), method="GET", level="bucket")
