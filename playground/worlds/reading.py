"""What every call to S3 reads: a bucket, an object, a page of keys, by SQL sent as it stands."""

from __future__ import annotations

from typing import Any

from playground.plain_sql import parsed, row, rows
from playground.sandbox.stores import Bucket, Part, StoredObject

_BUCKET = "SELECT name, account_id, region, created, policy FROM worlds_bucketrow WHERE name = %s"
_HEAD = "SELECT key, size, etag, modified, headers, tags, parts FROM worlds_objectrow WHERE bucket_id = %s AND key = %s"
_OBJECT = _HEAD.replace(" FROM", ", body FROM")
_KEYS = (
    "SELECT key, size, etag, modified, headers FROM worlds_objectrow "
    "WHERE bucket_id = %s AND key > %s AND key >= %s AND key < %s ORDER BY key LIMIT %s"
)
_BEHIND = b"\xff"  # no UTF-8 has this byte: it comes after every key with the prefix


def bucket_named(name: str) -> Bucket | None:
    """The bucket with this name, whoever's it is."""
    found = row(_BUCKET, name) if "\0" not in name else None  # of which PostgreSQL takes no text
    return Bucket(*found) if found else None


def object_at(bucket: str, key: str) -> StoredObject | None:
    """An object without its bytes."""
    found = row(_HEAD, bucket, key.encode())
    return _stored(found) if found else None


def object_with_body(bucket: str, key: str) -> tuple[StoredObject, bytes] | None:
    """An object with its bytes."""
    found = row(_OBJECT, bucket, key.encode())
    return (_stored(found[:-1]), bytes(found[-1])) if found else None


def page_of_keys(bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
    """At most `limit` objects whose key's bytes are > `start` and begin with `prefix`, in order; without tags and parts."""
    found = rows(_KEYS, bucket, start, prefix, prefix + _BEHIND, limit)
    return [
        StoredObject(bytes(key).decode(), size, etag, modified, parsed(headers)) for key, size, etag, modified, headers in found
    ]


def _stored(found: tuple[Any, ...]) -> StoredObject:
    key, size, etag, modified, headers, tags, parts = found
    told = tuple(Part(*part) for part in parsed(parts))
    return StoredObject(bytes(key).decode(), size, etag, modified, parsed(headers), parsed(tags), told)
