"""The `x-amz-checksum-` headers and trailers: what they promise about a body, and whether it holds.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from playground.explain import FAIL, PASS, WARN, Compared, Finding
from playground.sigv4.crc import crc32c, crc64nvme
from playground.sigv4.refusals import Refusal

PREFIX = "x-amz-checksum-"

DIGESTS: Mapping[str, Callable[[bytes], bytes]] = {
    "crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "crc32c": crc32c,
    "crc64nvme": crc64nvme,
    "sha1": lambda body: hashlib.sha1(body, usedforsecurity=False).digest(),
    "sha256": lambda body: hashlib.sha256(body).digest(),
    "sha512": lambda body: hashlib.sha512(body).digest(),
    "md5": lambda body: hashlib.md5(body, usedforsecurity=False).digest(),
}
# No SDK computes these unless it is told to. They are taken, kept and not verified, and that is said.
LENGTHS_OF_UNVERIFIED = {"xxhash64": 8, "xxhash3": 8, "xxhash128": 16}
NO_CHECKSUM = ("algorithm", "mode", "type")  # `x-amz-checksum-algorithm` and its like name no checksum


class Checked(NamedTuple):
    """What a checksum came to: its finding, and S3's answer when it does not hold."""

    finding: Finding
    refusal: Refusal | None = None


def check_checksums(body: bytes, headers: Mapping[str, str]) -> tuple[Checked, ...]:
    """Each checksum in `headers` (lower-case names), compared with `body`; a WARN for one that is not verified."""
    names = [name for name in headers if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in NO_CHECKSUM]
    return tuple(_check(body, name, headers[name]) for name in names)


def _check(body: bytes, name: str, value: str) -> Checked:
    algorithm = name.removeprefix(PREFIX)
    expected = _decoded(value)
    if algorithm in LENGTHS_OF_UNVERIFIED and expected is not None and len(expected) == LENGTHS_OF_UNVERIFIED[algorithm]:
        return Checked(Finding("Checksum", WARN, "`{}` is taken as it is: the sandbox does not compute it", (name,)))
    actual = DIGESTS[algorithm](body) if algorithm in DIGESTS else b""
    if algorithm not in DIGESTS and algorithm not in LENGTHS_OF_UNVERIFIED:
        refusal = Refusal("InvalidRequest", f"The algorithm type you specified in {PREFIX} header is invalid.", 400)
        return Checked(Finding("Checksum", FAIL, "`{}` names no checksum that S3 knows", (name,)), refusal)
    if not actual or expected is None or len(expected) != len(actual):
        refusal = Refusal("InvalidRequest", f"Value for {name} header is invalid.", 400)
        says = "`{}` is `{}`, and should be the Base64 of a checksum that S3 knows"
        return Checked(Finding("Checksum", FAIL, says, (name, value)), refusal)
    if hmac.compare_digest(actual, expected):
        return Checked(Finding("Checksum", PASS, "`{}` fits the body", (name,)))
    return _differs(name, value, base64.b64encode(actual).decode())


def _differs(name: str, value: str, actual: str) -> Checked:
    algorithm = name.removeprefix(PREFIX).upper()
    message = f"The {algorithm} you specified did not match the calculated checksum."
    says = "`{}` is `{}`, and that of the body is `{}`"
    finding = Finding("Checksum", FAIL, says, (name, value, actual), compared=Compared(value, actual, name, "body"))
    return Checked(finding, Refusal("BadDigest", message, 400))


def _decoded(value: str) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
