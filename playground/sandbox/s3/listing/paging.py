"""Keys of a bucket in pages: prefix, delimiter, where to go on. Shared by all that list objects.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.sandbox.s3.arguments import MOST
from playground.sandbox.stores import Buckets, StoredObject

_BEHIND = b"\xff"  # no UTF-8 has this byte: it comes after every key with the prefix


@dataclass
class Page:
    """What one page holds. end: the bytes after which the next page begins; a common prefix is passed as a whole."""

    objects: list[StoredObject] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    truncated: bool = False
    end: bytes = b""

    @property
    def count(self) -> int:
        """Keys and common prefixes together, which is what max-keys counts."""
        return len(self.objects) + len(self.prefixes)


def after_marker(marker: str, prefix: str, delimiter: str) -> bytes:
    """Where a page begins after a marker: after the key; after all of a common prefix, for a marker that lies in one."""
    at = marker.find(delimiter, len(prefix)) if delimiter and marker.startswith(prefix) else -1
    return marker.encode() if at < 0 else marker[: at + len(delimiter)].encode() + _BEHIND


def last_of(page: Page) -> str:
    """The last key or common prefix of a page, for the marker of the next."""
    return page.end.removesuffix(_BEHIND).decode()


def list_page(buckets: Buckets, bucket: str, prefix: str, delimiter: str, start: bytes, max_keys: int) -> Page:
    """The page of keys whose bytes come after `start` (empty: from the beginning)."""
    page = Page(end=start)
    max_keys = min(max_keys, MOST)
    more = max_keys > 0
    while more:
        wanted = max_keys - page.count + 1  # one more than fits tells whether there is a next page
        found = buckets.keys_from(bucket, page.end, prefix.encode(), wanted)
        if delimiter:
            for one in found:
                _take(page, one, prefix, delimiter, max_keys)
        else:
            _take_all(page, found, wanted)
        more = not page.truncated and len(found) == wanted
    return page


def _take_all(page: Page, found: list[StoredObject], wanted: int) -> None:
    """The same without a delimiter: each key stands for itself, and all are new."""
    page.truncated = len(found) == wanted
    page.objects += found[: wanted - 1]
    page.end = page.objects[-1].key.encode() if page.objects else page.end


def _take(page: Page, one: StoredObject, prefix: str, delimiter: str, max_keys: int) -> None:
    """Adds a key, or the common prefix it is behind; a key of a prefix that is there already adds nothing."""
    key = one.key.encode()
    if page.truncated or key <= page.end:
        return
    if page.count >= max_keys:
        page.truncated = True
        return
    at = one.key.find(delimiter, len(prefix)) if delimiter else -1
    if at < 0:
        page.objects.append(one)
        page.end = key
    else:
        common = one.key[: at + len(delimiter)]
        page.prefixes.append(common)
        page.end = common.encode() + _BEHIND
