"""Takes an aws-chunked body apart into its chunks and trailers; nothing is believed yet.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from playground.sigv4.refusals import Refusal

LINE_END = b"\r\n"
MAX_LINE = 1024  # bytes of a chunk header or a trailer
MAX_TRAILERS = 16
MIN_CHUNK = 8192  # bytes, of every chunk but the last that has any
CHUNK_HEADER = re.compile(rb"([0-9A-Fa-f]{1,15})(?:;chunk-signature=([^;\s]*))?")

INCOMPLETE = Refusal("IncompleteBody", "The request body terminated unexpectedly", 400, confirmed=False)
SMALL_CHUNK = Refusal(
    "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", 400, confirmed=False
)
BAD_TRAILER = Refusal(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    400,
    confirmed=False,
)
TOO_LARGE = Refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, confirmed=False)


class UnreadableBodyError(Exception):
    """The body is not what it should be.  refusal: S3's answer; says, values: the sentence for the reader."""

    def __init__(self, refusal: Refusal, says: str, *values: object) -> None:
        super().__init__(says)
        self.refusal = refusal
        self.says = says
        self.values = values


class Chunk(NamedTuple):
    """A piece of the payload; signature: "" when the chunk has none."""

    data: memoryview
    signature: str


class Chunks(NamedTuple):
    """The chunks, the empty one at the end included, and the trailers (lower-case name, trimmed value) as they came."""

    chunks: tuple[Chunk, ...]
    trailers: tuple[tuple[str, str], ...]


def read_chunks(body: bytes, *, limit: int) -> Chunks:
    """The parts of an aws-chunked `body` whose payload may have `limit` bytes.  Raises UnreadableBodyError."""
    view = memoryview(body)
    chunks: list[Chunk] = []
    at = total = 0
    while not chunks or chunks[-1].data:
        size, signature, at = _header(body, at)
        if chunks and size and len(chunks[-1].data) < MIN_CHUNK:
            says = "chunk {} has {} bytes; every chunk but the last should have at least 8192"
            raise UnreadableBodyError(SMALL_CHUNK, says, len(chunks), len(chunks[-1].data))
        total += size
        if total > limit:
            raise UnreadableBodyError(TOO_LARGE, "the payload should have at most {} bytes, and has more", limit)
        chunks.append(Chunk(view[at : at + size], signature))
        at = _after_data(body, at + size) if size else at
    return Chunks(tuple(chunks), _trailers(body, at))


def _header(body: bytes, at: int) -> tuple[int, str, int]:
    line, after = _line(body, at)
    found = CHUNK_HEADER.fullmatch(line)
    if found is None:
        says = "the chunk header at byte {} should be a size in hexadecimal, with a signature perhaps"
        raise UnreadableBodyError(INCOMPLETE, says, at)
    return int(found[1], 16), (found[2] or b"").decode("ascii", "replace"), after


def _line(body: bytes, at: int) -> tuple[bytes, int]:
    end = body.find(LINE_END, at, at + MAX_LINE)
    if end < 0:
        raise UnreadableBodyError(INCOMPLETE, "the body ends, or has no line end, after byte {}; it should go on", at)
    return body[at:end], end + len(LINE_END)


def _after_data(body: bytes, at: int) -> int:
    if body[at : at + len(LINE_END)] != LINE_END:
        raise UnreadableBodyError(INCOMPLETE, "the chunk should end with a line end at byte {}, and does not", at)
    return at + len(LINE_END)


def _trailers(body: bytes, at: int) -> tuple[tuple[str, str], ...]:
    trailers: list[tuple[str, str]] = []
    while at < len(body):
        line, at = _line(body, at)
        if not line:
            break
        name, colon, value = line.partition(b":")
        if not colon or not name.strip() or len(trailers) == MAX_TRAILERS:
            raise UnreadableBodyError(BAD_TRAILER, "the trailer before byte {} should be name:value", at)
        trailers.append((name.strip().lower().decode("latin-1"), value.strip().decode("latin-1")))
    if at < len(body):
        raise UnreadableBodyError(INCOMPLETE, "the body should end at byte {}, and goes on", at)
    return tuple(trailers)
