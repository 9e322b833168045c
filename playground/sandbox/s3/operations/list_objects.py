"""ListObjects, the first version: pages go on from a key, which is told only where there is a delimiter.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import region_of, written
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.listing.contents import common_prefixes, entry, plain
from playground.sandbox.s3.listing.paging import last_of
from playground.sandbox.s3.listing.request import owner, page_after_marker, wanted


def perform(call: Call) -> HttpResponse:
    """One page of keys after the marker."""
    assert call.bucket is not None
    given = call.request.parameters
    asked, marker = wanted(call), given.get("marker", "")
    page, write, whose = page_after_marker(call, asked, marker), asked.write, owner(call)
    following = plain("NextMarker", write.key(last_of(page)) if page.truncated and asked.delimiter else None)
    head = asked.named(call) + plain("Marker", write.given(marker)) + following + asked.ended(page)
    contents = "".join(f"<Contents>{entry(one, write, owner=whose)}</Contents>" for one in page.objects)
    inside = head + contents + common_prefixes(page.prefixes, write)
    return written(call, "ListBucketResult", inside, region_of(call.bucket))


OPERATION = Operation("ListObjects", "s3", perform, listing("s3:ListBucket"), method="GET", level="bucket")
