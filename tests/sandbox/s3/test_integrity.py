"""What came along with an upload is compared with it: digests, checksums, chunks and their signatures."""

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest

from playground.sigv4.signature import signing_key
from tests.sandbox.visit import BUCKET, REGION, crc32, fields, header, refusal, signed

PATH = f"/{BUCKET}/new"


def digest(algorithm, body):
    return base64.b64encode(hashlib.new(algorithm, body).digest()).decode()


def test_the_md5_that_came_along_is_compared(site, admin):
    assert site.s3(admin, "PUT", PATH, headers={"content-md5": digest("md5", b"hello")}, body=b"hello").response.status == 200
    answer = site.s3(admin, "PUT", PATH, headers={"content-md5": digest("md5", b"other")}, body=b"hello")
    assert refusal(answer) == (400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
    assert fields(answer)["CalculatedDigest"] == digest("md5", b"hello")


@pytest.mark.parametrize("value", ["", "x", "ä", "1B2M2Y8AsgTpgAmY7PhCfg", "1B2M2Y8AsgTpgAmY7PhCfg=" + "=" * 5])
def test_an_md5_that_is_none_is_refused(site, admin, value):
    answer = site.s3(admin, "PUT", PATH, headers={"content-md5": value})
    assert refusal(answer) == (400, "InvalidDigest", "The Content-MD5 you specified was invalid.")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_is_compared_kept_and_told_when_asked_for(site, admin, algorithm):
    name, value = f"x-amz-checksum-{algorithm}", digest(algorithm, b"hello")
    answer = site.s3(admin, "PUT", PATH, headers={name: value}, body=b"hello")
    assert (header(answer, name), header(answer, "x-amz-checksum-type")) == (value, "FULL_OBJECT")
    assert header(site.s3(admin, "GET", PATH), name) is None
    told = site.s3(admin, "HEAD", PATH, headers={"x-amz-checksum-mode": "ENABLED"})
    assert (header(told, name), header(told, "x-amz-checksum-type")) == (value, "FULL_OBJECT")
    refused = site.s3(admin, "PUT", PATH, headers={name: digest(algorithm, b"other")}, body=b"hello")
    assert refusal(refused)[:2] == (400, "BadDigest")
    assert refusal(site.s3(admin, "PUT", PATH, headers={name: "x"}, body=b"hello"))[:2] == (400, "InvalidRequest")


def chunked(body, *, trailer=None):
    framed = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
    end = f"x-amz-checksum-crc32:{trailer}\r\n\r\n" if trailer else "\r\n"
    return framed + b"0\r\n" + end.encode()


def streamed(body, **more):
    return {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": str(len(body)),
        "content-encoding": "aws-chunked",
        "x-amz-trailer": "x-amz-checksum-crc32",
        **more,
    }


@pytest.mark.parametrize("body", [b"", b"hello", b"x" * 20_000])
def test_a_body_in_chunks_with_a_trailer_is_kept_without_its_frame(site, admin, body):
    answer = site.s3(admin, "PUT", PATH, headers=streamed(body), body=chunked(body, trailer=crc32(body)))
    assert answer.response.status == 200
    assert header(answer, "x-amz-checksum-crc32") == crc32(body)
    got = site.s3(admin, "GET", PATH)
    assert got.response.body == body
    assert header(got, "Content-Encoding") is None


def test_of_several_encodings_only_the_frames_own_is_taken_away(site, admin):
    headers = streamed(b"hello") | {"content-encoding": "gzip,aws-chunked"}
    site.s3(admin, "PUT", PATH, headers=headers, body=chunked(b"hello", trailer=crc32(b"hello")))
    assert header(site.s3(admin, "GET", PATH), "Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        (streamed(b"hello"), chunked(b"hello", trailer=crc32(b"other")), "BadDigest"),
        (streamed(b"hello"), chunked(b"hello"), "MalformedTrailerError"),
        (streamed(b"hello, more"), chunked(b"hello", trailer=crc32(b"hello")), "IncompleteBody"),
        (streamed(b"hello"), b"5\r\nhel", "IncompleteBody"),
        (streamed(b"hello"), b"hello", "IncompleteBody"),
        (
            streamed(b"hello") | {"x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"},
            chunked(b"hello"),
            "SignatureDoesNotMatch",
        ),
    ],
)
def test_a_body_in_chunks_that_is_not_what_it_promises_is_refused_and_nothing_kept(site, admin, headers, body, code):
    assert refusal(site.s3(admin, "PUT", PATH, headers=headers, body=body))[1] == code
    assert b"new" not in site.buckets.objects[BUCKET]


def in_signed_chunks(credentials, request, *pieces):
    """The body of `request` in chunks, each signed on from the one before (sigv4-streaming)."""
    stamp, day = request.headers["x-amz-date"], request.headers["x-amz-date"][:8]
    scope = f"{day}/{REGION}/s3/aws4_request"
    key, previous = signing_key(credentials.secret_access_key, day, REGION, "s3"), request.headers["authorization"][-64:]
    body, empty = b"", hashlib.sha256(b"").hexdigest()
    for piece in (*pieces, b""):
        text = f"AWS4-HMAC-SHA256-PAYLOAD\n{stamp}\n{scope}\n{previous}\n{empty}\n{hashlib.sha256(piece).hexdigest()}"
        previous = hmac.digest(key, text.encode(), "sha256").hex()
        body += f"{len(piece):x};chunk-signature={previous}\r\n".encode() + piece + b"\r\n"
    return body


def test_chunks_that_are_signed_go_on_from_the_signature_of_the_request(site, admin):
    marker = {"x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "x-amz-decoded-content-length": "10005"}
    request = signed(admin, "PUT", PATH, headers=marker)
    body = in_signed_chunks(admin, request, b"x" * 10_000, b"hello")
    assert site.send(replace(request, body=body)).response.status == 200
    assert site.s3(admin, "GET", PATH).response.body == b"x" * 10_000 + b"hello"
    changed = site.send(replace(request, body=body.replace(b"hello", b"hallo")))
    assert refusal(changed)[:2] == (403, "SignatureDoesNotMatch")


def test_a_body_that_changed_on_its_way_is_refused(site, admin):
    request = replace(signed(admin, "PUT", PATH, body=b"hello"), body=b"other")
    assert refusal(site.send(request))[:2] == (400, "XAmzContentSHA256Mismatch")
    assert b"new" not in site.buckets.objects[BUCKET]
