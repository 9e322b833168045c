"""What is said of an object when it is written, and comes back when it is read: its type, how to cache it, the user's own words.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.s3.objects.encoded_words import in_ascii

METADATA = "x-amz-meta-"
CHECKSUM = "x-amz-checksum-"
LONGEST_KEY = 1024  # bytes
_MOST_METADATA = 2048  # bytes of names and values together
_KEPT = ("cache-control", "content-disposition", "content-encoding", "content-language", "expires")
# Every object is encrypted so since 2023, and every answer about one says it.
ENCRYPTED = ("x-amz-server-side-encryption", "AES256")


def described(request: HttpRequest) -> dict[str, str]:
    """The headers to be kept with the object. Raises MetadataTooLarge."""
    given = request.given
    kept = {"Content-Type": given.get("content-type") or "binary/octet-stream"}
    kept |= {name.title(): given[name] for name in _KEPT if given.get(name)}
    encoding = ",".join(part for part in given.get("content-encoding", "").split(",") if part.strip() != "aws-chunked")
    kept.pop("Content-Encoding", None)
    kept |= {"Content-Encoding": encoding.strip()} if encoding else {}
    own = {name: value for name, value in given.items() if name.startswith(METADATA)}
    _check_size(own)
    own = {name: in_ascii(_text(value, hoisted=name not in request.headers)) for name, value in own.items()}
    return {name: _storable(value) for name, value in kept.items()} | own


def _check_size(own: dict[str, str]) -> None:
    size = sum(
        len(name.removeprefix(METADATA).encode()) + len(value.encode("utf-8", "surrogateescape")) for name, value in own.items()
    )
    if size > _MOST_METADATA:
        extra = (("Size", str(size)), ("MaxSizeAllowed", str(_MOST_METADATA)))
        raise AwsError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400, extra)


def check_key(key: str) -> None:
    """Raises KeyTooLongError."""
    size = len(key.encode())
    if size > LONGEST_KEY:
        extra = (("Size", str(size)), ("MaxSizeAllowed", str(LONGEST_KEY)))
        raise AwsError("KeyTooLongError", "Your key is too long", 400, extra)


def _storable(value: str) -> str:
    """A header's value as UTF-8; bytes that are none come back as the replacement character."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _text(value: str, *, hoisted: bool) -> str:
    """User metadata as S3 reads it: the bytes of a header as Latin-1, what a presigned request has in its query as UTF-8."""
    return value if hoisted else value.encode("utf-8", "surrogateescape").decode("latin-1")


def without_checksums(headers: Mapping[str, str]) -> dict[str, str]:
    """What is said of an object besides its checksums."""
    return {name: value for name, value in headers.items() if not name.startswith(CHECKSUM)}


def checksums_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The checksums of an object, and of what kind they are."""
    return {name: value for name, value in headers.items() if name.startswith(CHECKSUM)}
