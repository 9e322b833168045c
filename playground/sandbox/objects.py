"""What S3 keeps: buckets, objects, uploads that are under way and their parts. Values only; stores.py says where they are kept.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingObjects.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Bucket:
    """A bucket. Names are global, so a bucket knows its account. policy: text, or empty."""

    name: str
    account_id: str
    region: str
    created: float
    policy: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a multipart upload, or of an object that was one. etag: 32 hexadecimal digits.  checksums: as headers."""

    number: int
    size: int
    etag: str
    modified: float
    checksums: dict[str, str] = field(default_factory=dict)


class StoredObject(NamedTuple):
    """An object without its bytes. etag: 32 hexadecimal digits, and the number of parts after a hyphen if it came in parts.

    headers: what comes back with the object, its checksums among them.  A tuple, because a listing has a thousand of them.
    """

    key: str
    size: int
    etag: str
    modified: float
    headers: Mapping[str, str] = {}
    tags: Mapping[str, str] = {}
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Upload:
    """A multipart upload that is under way. headers, tags: of the object that it will be.  initiator: an ARN.

    checksum: the algorithm in lower case, or empty.  checksum_type: COMPOSITE or FULL_OBJECT, or empty.
    """

    upload_id: str
    key: str
    initiated: float
    initiator: str
    headers: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    checksum: str = ""
    checksum_type: str = ""


# Looks at the object that is there, in the moment of writing, and raises to keep it.
Guard = Callable[[StoredObject | None], None]


def no_guard(_current: StoredObject | None) -> None:
    """Writes over whatever is there."""


class QuotaExceeded(Exception):
    """The account may keep no more. The text says what of, and how much there may be."""


class Conflict(Exception):
    """What was to be made is there already, what was to be deleted is not empty, or is gone. The text is AWS's error code."""
