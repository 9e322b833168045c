"""The entries of a listing of objects, as text: there are up to a thousand of them.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
"""

from __future__ import annotations

from playground.sandbox.protocols.xml import element, elements
from playground.sandbox.s3.answer import iso_millis
from playground.sandbox.s3.body.checksum import in_listing
from playground.sandbox.s3.listing.keys import Writer
from playground.sandbox.stores import StoredObject


def common_prefixes(prefixes: list[str], write: Writer) -> str:
    """A CommonPrefixes element each."""
    return "".join(f"<CommonPrefixes><Prefix>{write.key(prefix)}</Prefix></CommonPrefixes>" for prefix in prefixes)


def entry(one: StoredObject, write: Writer, *, owner: str = "", version: str = "") -> str:
    """What stands in an entry. owner, version: elements that some listings have besides, as text."""
    return (
        f"<Key>{write.key(one.key)}</Key>{version}<LastModified>{iso_millis(one.modified)}</LastModified>"
        f"<ETag>&quot;{one.etag}&quot;</ETag>{in_listing(one.headers)}<Size>{one.size}</Size>{owner}"
        "<StorageClass>STANDARD</StorageClass>"
    )


def plain(name: str, content: str | None) -> str:
    """An element whose text is ready; None writes nothing."""
    return "" if content is None else f"<{name}>{content}</{name}>"


def owner_of(account_id: str) -> str:
    """The Owner element."""
    return element("Owner", [("ID", account_id)])


def truncated(is_truncated: bool) -> str:
    """The IsTruncated element."""
    return elements([("IsTruncated", "true" if is_truncated else "false")])
