"""ListObjectsV2.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html"""

from __future__ import annotations

import base64

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import canonical_id, written
from playground.sandbox.s3.arguments import invalid_argument, page_size
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.contents import common_prefixes, entry, owner_of, plain, truncated
from playground.sandbox.s3.keys import Writer, writer
from playground.sandbox.s3.listing import Page, list_page


def perform(call: Call) -> HttpResponse:
    """One page of keys; with a delimiter, common prefixes stand for what lies behind it."""
    given = call.request.parameters
    if "marker" in given:
        raise invalid_argument("Marker unsupported with REST.GET.BUCKET in list-type=2", "marker")
    start = _token(given["continuation-token"]) if "continuation-token" in given else given.get("start-after", "").encode()
    most, write = page_size(given.get("max-keys"), "max-keys", "maxKeys"), writer(given.get("encoding-type"))
    page = list_page(call.stores.buckets, call.bucket_name, given.get("prefix", ""), given.get("delimiter", ""), start, most)
    owner = owner_of(canonical_id(call.bucket.account_id)) if call.bucket and given.get("fetch-owner") == "true" else ""
    contents = "".join(f"<Contents>{entry(one, write, owner=owner)}</Contents>" for one in page.objects)
    head = _head(call, page, most, write)
    return written(call, "ListBucketResult", head + contents + common_prefixes(page.prefixes, write))


def _token(given: str) -> bytes:
    try:
        start = base64.b64decode(given, validate=True)
    except ValueError:
        start = b""
    if not start:
        raise invalid_argument("The continuation token provided is incorrect", "continuation-token")
    return start


def _head(call: Call, page: Page, most: int, write: Writer) -> str:
    given = call.request.parameters
    token, delimiter = given.get("continuation-token"), given.get("delimiter")
    pieces = (
        plain("Name", call.bucket_name),
        plain("Prefix", write.given(given.get("prefix", ""))),
        plain("StartAfter", write.given(given["start-after"]) if "start-after" in given else None),
        plain("ContinuationToken", token),
        plain("NextContinuationToken", base64.b64encode(page.end).decode() if page.truncated else None),
        plain("KeyCount", str(page.count)),
        plain("MaxKeys", str(most)),
        plain("Delimiter", write.given(delimiter) if delimiter else None),
        plain("EncodingType", write.encoding),
        truncated(page.truncated),
    )
    return "".join(pieces)


OPERATION = Operation(
    "ListObjectsV2", "s3", perform, listing("s3:ListBucket"), method="GET", level="bucket", subresource="list-type=2"
)
