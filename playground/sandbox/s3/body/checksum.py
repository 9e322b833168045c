"""The one checksum that S3 keeps with every object: the client's, or a CRC-64/NVME that S3 computes where none came.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import lru_cache

from playground.sandbox.errors import AwsError
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.body.payload import is_checksum
from playground.sandbox.s3.objects.metadata import CHECKSUM
from playground.sigv4.checksums import DIGESTS

DEFAULT = "crc64nvme"
TYPE = f"{CHECKSUM}type"
WHOLE, PARTS = "FULL_OBJECT", "COMPOSITE"
# Which of the two a checksum can be, the one it is unless somebody says otherwise first.
TYPES = {
    "crc32": (PARTS, WHOLE),
    "crc32c": (PARTS, WHOLE),
    "crc64nvme": (WHOLE,),
    "sha1": (PARTS,),
    "sha256": (PARTS,),
}
_UNSUPPORTED = (
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
    "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
)


def checksum(body: bytes, algorithm: str) -> str:
    """Base64. algorithm: in lower case."""
    return base64.b64encode(DIGESTS[algorithm](body)).decode()


def kept(body: bytes, given: dict[str, str], algorithm: str = "") -> dict[str, str]:
    """The headers to be kept with an object that came in one piece, and told in the answer."""
    algorithm = algorithm or DEFAULT
    return (given or {f"{CHECKSUM}{algorithm}": checksum(body, algorithm)}) | {TYPE: WHOLE}


def read_algorithm(text: str | None) -> str:
    """`x-amz-checksum-algorithm` in lower case; empty when there is none. Raises InvalidRequest."""
    if not text:
        return ""
    if text.lower() not in TYPES:
        raise AwsError("InvalidRequest", _UNSUPPORTED)
    return text.lower()


def algorithm_of(headers: dict[str, str]) -> str:
    """The algorithm of the checksum among these headers, in lower case, or an empty text."""
    return next((name.removeprefix(CHECKSUM) for name in headers if is_checksum(name)), "")


def nodes(headers: dict[str, str], *, with_type: bool = True) -> list[Node]:
    """The checksum as elements: `ChecksumCRC32`, `ChecksumType`."""
    found: list[Node] = [
        (f"Checksum{name.removeprefix(CHECKSUM).upper()}", value) for name, value in headers.items() if is_checksum(name)
    ]
    return [*found, ("ChecksumType", headers.get(TYPE))] if with_type else found


def in_listing(headers: Mapping[str, str]) -> str:
    """What a listing says of an object's checksum, as XML."""
    for name in headers:
        if algorithm := _named(name):
            return f"<ChecksumAlgorithm>{algorithm}</ChecksumAlgorithm><ChecksumType>{headers.get(TYPE, WHOLE)}</ChecksumType>"
    return ""


@lru_cache(maxsize=256)
def _named(header: str) -> str:
    return header.removeprefix(CHECKSUM).upper() if is_checksum(header) else ""
