"""What every listing of objects reads from its request, and what all of them say of a page.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html
"""

from __future__ import annotations

from typing import NamedTuple

from playground.sandbox.operation import Call
from playground.sandbox.s3.answer import canonical_id
from playground.sandbox.s3.arguments import invalid_argument, number, page_size
from playground.sandbox.s3.listing.contents import owner_of, plain, truncated
from playground.sandbox.s3.listing.keys import Writer, writer
from playground.sandbox.s3.listing.paging import Page, after_marker, list_page


class Wanted(NamedTuple):
    """What is asked for. delimiter: empty for none.  most: `max-keys`, as it came."""

    prefix: str
    delimiter: str
    most: int
    write: Writer

    def named(self, call: Call) -> str:
        """The elements that every answer begins with."""
        return plain("Name", call.bucket_name) + plain("Prefix", self.write.given(self.prefix))

    def ended(self, page: Page) -> str:
        """The elements that stand before the entries of every answer."""
        delimiter = plain("Delimiter", self.write.given(self.delimiter) if self.delimiter else None)
        encoding = plain("EncodingType", self.write.encoding)
        return plain("MaxKeys", str(self.most)) + delimiter + encoding + truncated(page.truncated)


def wanted(call: Call, *, of_versions: bool = False) -> Wanted:
    """Raises AwsError for an `encoding-type` or a `max-keys` that S3 does not take, in words of its own in a list of versions."""
    given = call.request.parameters
    write, size = writer(given.get("encoding-type")), given.get("max-keys")
    if of_versions and size and number(size, "max-keys") < 0:
        raise invalid_argument("max-keys cannot be negative", "max-keys")
    return Wanted(given.get("prefix", ""), given.get("delimiter", ""), page_size(size, "max-keys", "maxKeys"), write)


def page_after(call: Call, asked: Wanted, start: bytes) -> Page:
    """The page of keys whose bytes come after `start`."""
    return list_page(call.stores.buckets, call.bucket_name, asked.prefix, asked.delimiter, start, asked.most)


def page_after_marker(call: Call, asked: Wanted, marker: str) -> Page:
    """The page after a marker, which may lie in a common prefix."""
    return page_after(call, asked, after_marker(marker, asked.prefix, asked.delimiter))


def owner(call: Call) -> str:
    """The Owner element of every entry: objects belong to their bucket's account."""
    assert call.bucket is not None
    return owner_of(canonical_id(call.bucket.account_id))
