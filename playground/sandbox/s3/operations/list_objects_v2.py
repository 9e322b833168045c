"""ListObjectsV2: the keys of a bucket, a thousand at most in a page; pages go on from a token.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
"""

from __future__ import annotations

import base64

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import region_of, written
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.listing.contents import common_prefixes, entry, plain
from playground.sandbox.s3.listing.keys import writer
from playground.sandbox.s3.listing.paging import Page
from playground.sandbox.s3.listing.request import Wanted, owner, page_after, wanted


def perform(call: Call) -> HttpResponse:
    """One page of keys; with a delimiter, common prefixes stand for what lies behind it."""
    assert call.bucket is not None
    given = call.request.parameters
    writer(given.get("encoding-type"))  # which is looked at before the token, as the size of a page is after it
    start = _token(given["continuation-token"]) if "continuation-token" in given else given.get("start-after", "").encode()
    asked = wanted(call)
    page, write = page_after(call, asked, start), asked.write
    whose = owner(call) if given.get("fetch-owner") == "true" else ""
    contents = "".join(f"<Contents>{entry(one, write, owner=whose)}</Contents>" for one in page.objects)
    inside = _head(call, asked, page) + contents + common_prefixes(page.prefixes, write)
    return written(call, "ListBucketResult", inside, region_of(call.bucket))


def _token(given: str) -> bytes:
    try:
        start = base64.b64decode(given, validate=True)
    except ValueError:
        start = b""
    if not start:
        raise invalid_argument("The continuation token provided is incorrect", "continuation-token")
    return start


def _head(call: Call, asked: Wanted, page: Page) -> str:
    given = call.request.parameters
    begins = "start-after" in given and "continuation-token" not in given
    pieces = (
        plain("StartAfter", asked.write.given(given["start-after"]) if begins else None),
        plain("ContinuationToken", given.get("continuation-token")),
        plain("NextContinuationToken", base64.b64encode(page.end).decode() if page.truncated else None),
        plain("KeyCount", str(page.count)),
    )
    return asked.named(call) + "".join(pieces) + asked.ended(page)


OPERATION = Operation(
    "ListObjectsV2", "s3", perform, listing("s3:ListBucket"), method="GET", level="bucket", subresource="list-type=2"
)
