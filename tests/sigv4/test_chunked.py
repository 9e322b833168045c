"""Bodies in chunks: what SDKs promise about them is checked, and what breaks a promise is refused."""

import base64
import hashlib
import hmac
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import FAIL, WARN
from playground.sigv4.checksums import check_checksums
from playground.sigv4.chunked import SIGNED_CHUNKS, SIGNED_TRAILER, UNSIGNED_TRAILER, Seed, decode
from playground.sigv4.signature import signing_key
from tests.sigv4.signing import PLAIN, SECRET, header, judge, signed

CRC32 = "x-amz-checksum-crc32"
LIMIT = 1 << 20


def crc32(payload):
    return base64.b64encode(zlib.crc32(payload).to_bytes(4, "big")).decode()


def unsigned(payload, size=8192, trailers=None):
    """The payload in chunks without signatures, as boto3 sends it."""
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)]
    trailers = {CRC32: crc32(payload)} if trailers is None else trailers
    end = "".join(f"{name}:{value}\r\n" for name, value in trailers.items())
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + f"0\r\n{end}\r\n".encode()


def read(body, **options):
    given_options = {"marker": UNSIGNED_TRAILER, "limit": LIMIT, "promised": (CRC32,)} | options
    return decode(body, **given_options)


SEED = Seed(judge(signed(header(PLAIN, "x-amz-content-sha256", SIGNED_TRAILER))).signed, SECRET)


def chunk_signed(payload, size=8192, trailers=None):
    """The payload in signed chunks, signed here by the letter of the documentation."""
    key, previous = signing_key(SECRET, *SEED.signed.scope), SEED.signed.signature
    begin = f"{SEED.signed.timestamp}\n{SEED.signed.scope}"
    body = b""
    for piece in [*(payload[at : at + size] for at in range(0, len(payload), size)), b""]:
        text = f"AWS4-HMAC-SHA256-PAYLOAD\n{begin}\n{previous}\n{hashlib.sha256(b'').hexdigest()}\n{hashlib.sha256(piece).hexdigest()}"
        previous = hmac.new(key, text.encode(), "sha256").hexdigest()
        body += f"{len(piece):x};chunk-signature={previous}\r\n".encode() + piece + (b"\r\n" if piece or not trailers else b"")
    if trailers:
        lines = "".join(f"{name}:{value}\n" for name, value in trailers.items())
        text = f"AWS4-HMAC-SHA256-TRAILER\n{begin}\n{previous}\n{hashlib.sha256(lines.encode()).hexdigest()}"
        last = hmac.new(key, text.encode(), "sha256").hexdigest()
        body += (lines.replace("\n", "\r\n") + f"x-amz-trailer-signature:{last}\r\n\r\n").encode()
    return body


PAYLOADS = st.binary(max_size=300) | st.integers(8000, 40_000).map(bytes)


@given(PAYLOADS)
def test_what_was_put_in_chunks_comes_out_again(payload):
    plain = read(unsigned(payload), decoded_length=len(payload))
    assert (plain.payload, plain.trailers, plain.refusal) == (payload, {CRC32: crc32(payload)}, None)
    chunks = read(chunk_signed(payload), marker=SIGNED_CHUNKS, promised=(), seed=SEED)
    assert chunks.payload == payload
    trailing = {CRC32: crc32(payload)}
    assert read(chunk_signed(payload, trailers=trailing), marker=SIGNED_TRAILER, seed=SEED).payload == payload


BIG = bytes(range(256)) * 100
REFUSED = [
    (b"", {}, "IncompleteBody", "the body ends, or has no line end, after byte 0"),
    (b"zz\r\n", {}, "IncompleteBody", "the chunk header at byte 0 should be a size in hexadecimal"),
    (b"-1\r\n", {}, "IncompleteBody", "should be a size in hexadecimal"),
    (b"ffffffffffffffff\r\n", {}, "IncompleteBody", "should be a size in hexadecimal"),
    (b"fffffffffffffff\r\n", {}, "EntityTooLarge", "should have at most 1048576 bytes"),
    (unsigned(BIG), {"limit": 25_599}, "EntityTooLarge", "the payload should have at most 25599 bytes"),
    (b"5\r\nhello", {}, "IncompleteBody", "the chunk should end with a line end at byte 8"),
    (b"5\r\nhel\r\n0\r\n\r\n", {}, "IncompleteBody", "the chunk should end with a line end"),
    (unsigned(BIG)[:-10], {}, "IncompleteBody", "the body ends"),
    (unsigned(BIG, size=8191), {}, "InvalidChunkSizeError", "chunk 1 has 8191 bytes"),
    (unsigned(BIG) + b"more", {}, "IncompleteBody", "and goes on"),
    (
        unsigned(BIG),
        {"decoded_length": 7},
        "IncompleteBody",
        "the chunks hold 25600 bytes, and x-amz-decoded-content-length says 7",
    ),
    (
        unsigned(BIG, trailers={}),
        {},
        "MalformedTrailerError",
        "x-amz-trailer promises `x-amz-checksum-crc32`, and the body ends with ``",
    ),
    (unsigned(BIG), {"promised": ()}, "MalformedTrailerError", "promises ``, and the body ends with `x-amz-checksum-crc32`"),
    (b"0\r\nno colon\r\n\r\n", {}, "MalformedTrailerError", "should be name:value"),
    (b"0\r\n" + b"a:b\r\n" * 17 + b"\r\n", {}, "MalformedTrailerError", "should be name:value"),
    (b"0\r\n" + b"a" * 5000, {}, "IncompleteBody", "has no line end"),
    (unsigned(BIG, trailers={CRC32: crc32(b"x")}), {}, "BadDigest", "and that of the body is `"),
    (unsigned(BIG, trailers={CRC32: "?"}), {}, "InvalidRequest", "should be the Base64 of a checksum that S3 knows"),
    (unsigned(BIG), {"marker": "UNSIGNED-PAYLOAD"}, "SignatureDoesNotMatch", "chunks can be checked for"),
    (unsigned(BIG), {"marker": SIGNED_CHUNKS}, "SignatureDoesNotMatch", "chunks can be checked for"),
    (unsigned(BIG), {"marker": SIGNED_CHUNKS, "seed": SEED}, "SignatureDoesNotMatch", "the signature of chunk 1 differs"),
    (
        chunk_signed(BIG).replace(b"\x00\x01", b"\x00\x02", 1),
        {"marker": SIGNED_CHUNKS, "seed": SEED, "promised": ()},
        "SignatureDoesNotMatch",
        "the signature of chunk 1 differs",
    ),
    (
        chunk_signed(BIG, trailers={CRC32: crc32(BIG)}).replace(crc32(BIG).encode(), crc32(b"").encode()),
        {"marker": SIGNED_TRAILER, "seed": SEED},
        "SignatureDoesNotMatch",
        "the signature of the trailers differs",
    ),
    (
        chunk_signed(BIG)[:-2] + f"{CRC32}:{crc32(BIG)}\r\n\r\n".encode(),
        {"marker": SIGNED_TRAILER, "seed": SEED},
        "SignatureDoesNotMatch",
        "the signature of the trailers differs",
    ),
]


@pytest.mark.parametrize(("body", "options", "code", "said"), REFUSED, ids=[f"{n} {row[2]}" for n, row in enumerate(REFUSED)])
def test_a_body_that_breaks_a_promise_is_refused_and_says_how(body, options, code, said):
    decoded = read(body, **options)
    assert (decoded.refusal.code, decoded.payload, decoded.trailers) == (code, None, {})
    assert decoded.finding.verdict is FAIL
    assert said in decoded.finding.sentence


def test_signed_chunks_cannot_be_left_out_or_swapped():
    body = chunk_signed(BIG)
    parts = body.split(b"\r\n")
    swapped = b"\r\n".join([*parts[2:4], *parts[:2], *parts[4:]])
    dropped = b"\r\n".join([*parts[:2], *parts[4:]])
    for changed in (swapped, dropped):
        assert read(changed, marker=SIGNED_CHUNKS, promised=(), seed=SEED).refusal.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize(("name", "size"), [("xxhash64", 8), ("xxhash3", 8), ("xxhash128", 16)])
def test_a_checksum_that_is_not_computed_is_taken_and_the_result_says_so(name, size):
    trailer = f"x-amz-checksum-{name}"
    value = base64.b64encode(bytes(size)).decode()
    decoded = read(unsigned(BIG, trailers={trailer: value}), promised=(trailer,))
    assert decoded.payload == BIG
    warnings = [reason.sentence for reason in decoded.finding.reasons if reason.verdict is WARN]
    assert warnings == [f"`{trailer}` is taken as it is: the sandbox does not compute it"]
    [checked] = check_checksums(BIG, {trailer: base64.b64encode(bytes(size + 1)).decode()})
    assert checked.refusal.code == "InvalidRequest"


@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512", "md5"])
def test_checksums_in_headers_are_compared_with_the_body(name):
    value = base64.b64encode(hashlib.new(name, BIG).digest()).decode()
    headers = {f"x-amz-checksum-{name}": value, "x-amz-checksum-algorithm": name.upper(), "host": "h"}
    [checked] = check_checksums(BIG, headers)
    assert checked.finding.sentence == f"`x-amz-checksum-{name}` fits the body"
    [checked] = check_checksums(BIG + b"x", headers)
    assert checked.refusal.message == f"The {name.upper()} you specified did not match the calculated checksum."


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([b"0", b"a", b"2000", b"\r\n", b";chunk-signature=", b":", b"x"])).map(b"".join)
)
def test_no_body_makes_it_raise(body):
    for marker in (UNSIGNED_TRAILER, SIGNED_CHUNKS, SIGNED_TRAILER, ""):
        decoded = read(body, marker=marker, seed=SEED)
        assert (decoded.payload is None) is (decoded.refusal is not None)


@given(st.data())
def test_any_edit_of_a_signed_body_is_refused(data):
    body = bytearray(chunk_signed(BIG[:300], trailers={CRC32: crc32(BIG[:300])}))
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    decoded = read(bytes(body), marker=SIGNED_TRAILER, seed=SEED)
    assert decoded.payload in (None, BIG[:300])
