"""Reads the bodies that SDKs send in chunks, and checks all that they promise: size, signatures, checksums.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from playground.explain import FAIL, PASS, Finding
from playground.sigv4.canonical import EMPTY_SHA256
from playground.sigv4.checksums import check_checksums
from playground.sigv4.chunk_reader import BAD_TRAILER, INCOMPLETE, Chunks, UnreadableBodyError, read_chunks
from playground.sigv4.refusals import S3_MISMATCH, Refusal
from playground.sigv4.request import octets
from playground.sigv4.signature import Signed, signing_key

UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
TRAILER_SIGNATURE = "x-amz-trailer-signature"


@dataclass(frozen=True)
class Seed:
    """What the signatures of chunks go on from: the signing of the request itself, and the secret."""

    signed: Signed
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Decoded:
    """A body taken out of its chunks.

    finding: "Chunked body", whose reasons are the checks; a checksum that is not verified stands there as a WARN.
    payload: the bytes, None when refused.  trailers: lower-case name to value, the trailer signature left out.
    """

    finding: Finding
    refusal: Refusal | None
    payload: bytes | None
    trailers: dict[str, str]


def decode(
    body: bytes,
    *,
    marker: str,
    limit: int,
    decoded_length: int | None = None,
    promised: tuple[str, ...] = (),
    seed: Seed | None = None,
) -> Decoded:
    """The payload of an aws-chunked `body`, checked.

    marker: the value of x-amz-content-sha256.  limit: of the payload, in bytes.  decoded_length: the header
    x-amz-decoded-content-length, if there.  promised: the lower-case names in x-amz-trailer.
    seed: from the verified request; without it no signed body is taken.  Never raises for any body.
    """
    try:
        chunks = read_chunks(body, limit=limit)
        reasons = [_size(chunks, decoded_length), *_signatures(chunks, marker, seed), _promises(chunks, promised, marker)]
        payload = b"".join([chunk.data for chunk in chunks.chunks])
        trailers = dict(chunks.trailers)
        trailers.pop(TRAILER_SIGNATURE, None)
        for checked in check_checksums(payload, trailers):
            if checked.refusal:
                raise UnreadableBodyError(checked.refusal, checked.finding.says, *checked.finding.values)
            reasons.append(checked.finding)
    except UnreadableBodyError as error:
        return Decoded(Finding("Chunked body", FAIL, error.says, error.values), error.refusal, None, {})
    says = "{} bytes in {} chunks, and all that was promised about them holds"
    values = (len(payload), len(chunks.chunks))
    return Decoded(Finding("Chunked body", PASS, says, values, tuple(reasons)), None, payload, trailers)


def _size(chunks: Chunks, decoded_length: int | None) -> Finding:
    size = sum(len(chunk.data) for chunk in chunks.chunks)
    if decoded_length is not None and size != decoded_length:
        says = "the chunks hold {} bytes, and x-amz-decoded-content-length says {}"
        raise UnreadableBodyError(INCOMPLETE, says, size, decoded_length)
    return Finding("Size", PASS, "{} bytes", (size,))


def _signatures(chunks: Chunks, marker: str, seed: Seed | None) -> list[Finding]:
    if marker == UNSIGNED_TRAILER:
        return []
    if seed is None or marker not in (SIGNED_CHUNKS, SIGNED_TRAILER):
        says = "x-amz-content-sha256 is `{}`, and chunks can be checked for {}, {} or {} only"
        raise UnreadableBodyError(S3_MISMATCH, says, marker, UNSIGNED_TRAILER, SIGNED_CHUNKS, SIGNED_TRAILER)
    hmac_hex = _signer(seed)
    previous = seed.signed.signature
    for number, chunk in enumerate(chunks.chunks, 1):
        pieces = ("AWS4-HMAC-SHA256-PAYLOAD", previous, EMPTY_SHA256, sha256(chunk.data).hexdigest())
        previous = _same(hmac_hex(*pieces), chunk.signature, "the signature of chunk {} differs", number)
    findings = [Finding("Chunk signatures", PASS, "the signatures of all {} chunks fit", (len(chunks.chunks),))]
    if marker == SIGNED_TRAILER:
        findings.append(_trailer_signature(chunks, previous, hmac_hex))
    return findings


def _signer(seed: Seed) -> Callable[..., str]:
    """Signs (algorithm, the signature before, hashes…) with the time and the scope of the request in between."""
    key = signing_key(seed.secret, *seed.signed.scope)
    middle = f"{seed.signed.timestamp}\n{seed.signed.scope}"

    def hmac_hex(algorithm: str, *rest: str) -> str:
        text = "\n".join((algorithm, middle, *rest))
        return hmac.digest(key, octets(text), "sha256").hex()

    return hmac_hex


def _same(ours: str, theirs: str, says: str, *values: object) -> str:
    if not theirs.isascii() or not hmac.compare_digest(ours, theirs):
        says = f"{says}; it was changed, or signed with another key or in another order"
        raise UnreadableBodyError(S3_MISMATCH._replace(confirmed=False), says, *values)
    return ours


def _trailer_signature(chunks: Chunks, previous: str, hmac_hex: Callable[..., str]) -> Finding:
    lines = "".join(f"{name}:{value}\n" for name, value in chunks.trailers if name != TRAILER_SIGNATURE)
    ours = hmac_hex("AWS4-HMAC-SHA256-TRAILER", previous, sha256(lines.encode("latin-1")).hexdigest())
    _same(ours, dict(chunks.trailers).get(TRAILER_SIGNATURE, ""), "the signature of the trailers differs")
    return Finding("Trailer signature", PASS, "the signature of the trailers fits")


def _promises(chunks: Chunks, promised: tuple[str, ...], marker: str) -> Finding:
    names = [name for name, _ in chunks.trailers if name != TRAILER_SIGNATURE]
    if sorted(names) != sorted(promised) or (names and marker == SIGNED_CHUNKS):
        says = "x-amz-trailer promises `{}`, and the body ends with `{}`; the two should be the same"
        raise UnreadableBodyError(BAD_TRAILER, says, ", ".join(promised), ", ".join(names))
    return Finding("Trailers", PASS, "every trailer that was promised is there", ())
