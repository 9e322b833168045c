"""The bytes of a body, whichever way they came: as they are, or in chunks; and everything that was promised of them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

from playground.sandbox.errors import AwsError, Words, refused
from playground.sandbox.operation import Call
from playground.sandbox.s3.arguments import NO_LENGTH, invalid_argument
from playground.sandbox.s3.objects.metadata import CHECKSUM
from playground.sigv4.checksums import DIGESTS, LENGTHS_OF_UNVERIFIED, NO_CHECKSUM, check_checksums
from playground.sigv4.chunked import Seed, decode

LARGEST = 16 * 1024 * 1024  # bytes of one upload; AWS takes 5 GiB, a playground does not
_MD5 = re.compile(r"[A-Za-z0-9+/]{22}==")
SDK_ALGORITHM = "x-amz-sdk-checksum-algorithm"
_DECODED_LENGTH = "x-amz-decoded-content-length"


class Payload(NamedTuple):
    """A body that is what it should be. checksums: the one that came with it, as a header, or none."""

    body: bytes
    checksums: dict[str, str]

    @property
    def md5(self) -> str:
        """32 hexadecimal digits: the entity tag of what comes in one piece."""
        return hashlib.md5(self.body, usedforsecurity=False).hexdigest()


def read_payload(call: Call, *, of_body: bool = True) -> Payload:
    """The body, compared with its length, its Content-MD5 and its checksum. Raises AwsError.

    of_body: whether a checksum among the headers is the body's; CompleteMultipartUpload has the object's there.
    """
    given = call.request.headers
    marker = given.get("x-amz-content-sha256", "")
    body, trailers = _chunked(call, marker) if marker.startswith("STREAMING-") else (call.request.body, {})
    if len(body) > LARGEST:
        extra = (("ProposedSize", str(len(body))), ("MaxSizeAllowed", str(LARGEST)))
        raise AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, extra)
    _check_md5(call, body)
    promised = {name: value for name, value in given.items() if of_body and is_checksum(name)}
    _check_number(call, [*promised, *filter(is_checksum, trailers)])
    for checked in check_checksums(body, promised):
        if checked.refusal:
            raise refused(checked.refusal)
    return Payload(body, promised | {name: value for name, value in trailers.items() if is_checksum(name)})


def is_checksum(name: str) -> bool:
    """Whether a header holds a checksum; `x-amz-checksum-type` and its like do not."""
    return name.startswith(CHECKSUM) and name.removeprefix(CHECKSUM) not in NO_CHECKSUM


def _check_number(call: Call, names: list[str]) -> None:
    if len(names) > 1:
        message = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
        raise AwsError("InvalidRequest", message)
    algorithm = call.request.headers.get(SDK_ALGORITHM, "").lower()
    if algorithm and (not _is_algorithm(algorithm) or names not in ([], [f"{CHECKSUM}{algorithm}"])):
        raise AwsError("InvalidRequest", f"Value for {SDK_ALGORITHM} header is invalid.")
    if algorithm and not names and call.request.method == "PUT":
        raise no_checksum()


def no_checksum() -> AwsError:
    """For a request that names its algorithm and has no checksum."""
    message = f"{SDK_ALGORITHM} specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
    return AwsError("InvalidRequest", message)


def _chunked(call: Call, marker: str) -> tuple[bytes, dict[str, str]]:
    given = call.request.headers
    promised = tuple(name.strip().lower() for name in given.get("x-amz-trailer", "").split(",") if name.strip())
    if not all(is_checksum(name) and _is_algorithm(name.removeprefix(CHECKSUM)) for name in promised):
        raise AwsError("InvalidRequest", "The value specified in the x-amz-trailer header is not supported")
    seed = Seed(call.signed, call.session.secret_access_key) if call.signed and call.session else None
    decoded = decode(
        call.request.body,
        marker=marker,
        limit=LARGEST,
        decoded_length=_decoded_length(given.get(_DECODED_LENGTH)),
        promised=promised,
        seed=seed,
    )
    call.findings.append(decoded.finding)
    if decoded.refusal:
        raise refused(decoded.refusal)
    assert decoded.payload is not None
    return decoded.payload, decoded.trailers


def _decoded_length(text: str | None) -> int:
    """How long the body is without its frame, which every body in chunks has to say. Raises AwsError."""
    if text is None:
        raise AwsError("MissingContentLength", NO_LENGTH, 411, words=Words.DOCUMENTED)
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise invalid_argument(f"{_DECODED_LENGTH} must be a whole number of bytes", _DECODED_LENGTH, text, confirmed=False)
    return int(text)


def _is_algorithm(name: str) -> bool:
    """Whether S3 has a checksum of this name, in lower case."""
    return name in DIGESTS or name in LENGTHS_OF_UNVERIFIED


def _check_md5(call: Call, body: bytes) -> None:
    """Raises InvalidDigest or BadDigest, which tells an upload's own digest in hexadecimal.

    Seen: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026.
    """
    given = call.request.headers.get("content-md5")
    if given is None:
        return
    actual = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    if not _MD5.fullmatch(given):
        raise AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, (("Content-MD5", given),))
    if given != actual:
        uploads = call.operation is not None and call.operation.name in ("PutObject", "UploadPart")
        expected = base64.b64decode(given).hex() if uploads else given
        extra = (("CalculatedDigest", actual), ("ExpectedDigest", expected))
        raise AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400, extra)
