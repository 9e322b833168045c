"""The bytes of an upload, whichever way they came: as they are, or in chunks; and the checksums that were promised of them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sigv4.checksums import check_checksums
from playground.sigv4.chunked import Seed, decode
from playground.sigv4.refusals import Refusal

LARGEST = 5 * 1024 * 1024  # bytes of one object; AWS takes 5 GiB, a playground does not


def read_payload(call: Call) -> tuple[bytes, dict[str, str]]:
    """The bytes, and their checksums as headers to be kept with the object. Raises AwsError."""
    given = call.request.headers
    marker = given.get("x-amz-content-sha256", "")
    body, trailers = _chunked(call, marker) if marker.startswith("STREAMING-") else (call.request.body, {})
    checksums = {name: value for name, value in given.items() if name.startswith("x-amz-checksum-") and _is_value(name)}
    for checked in check_checksums(body, checksums):
        if checked.refusal:
            raise _error(checked.refusal)
    return body, checksums | {name: value for name, value in trailers.items() if name.startswith("x-amz-checksum-")}


def _is_value(name: str) -> bool:
    return name not in ("x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type")


def _chunked(call: Call, marker: str) -> tuple[bytes, dict[str, str]]:
    given = call.request.headers
    length = given.get("x-amz-decoded-content-length", "")
    promised = tuple(name.strip().lower() for name in given.get("x-amz-trailer", "").split(",") if name.strip())
    seed = Seed(call.signed, call.session.secret_access_key) if call.signed and call.session else None
    decoded = decode(
        call.request.body,
        marker=marker,
        limit=LARGEST,
        decoded_length=int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None,
        promised=promised,
        seed=seed,
    )
    call.findings.append(decoded.finding)
    if decoded.refusal:
        raise _error(decoded.refusal)
    assert decoded.payload is not None
    return decoded.payload, decoded.trailers


def _error(refusal: Refusal) -> AwsError:
    return AwsError(refusal.code, refusal.message, refusal.status, refusal.extra, refusal.confirmed)
