"""The requests that boto3 really sends pass, for the strangest keys, and the chunks in them are read."""

import datetime
import io
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from playground.sigv4.chunked import UNSIGNED_TRAILER, decode
from playground.sigv4.request import HttpRequest
from playground.sigv4.verify import verify
from tests.sigv4.signing import KEY, SECRET, TOKEN

HOST = "localhost:8001"


class Answer(io.BytesIO):
    def stream(self):
        yield self.read()


class Wire:
    """A place where boto3's requests end: each is kept as it would go out, and answered 200."""

    def __init__(self):
        self.requests = []

    def __call__(self, request, **_):
        url = urlsplit(request.url)
        body = request.body.read() if hasattr(request.body, "read") else request.body or b""
        body = body.encode() if isinstance(body, str) else body
        headers = [(name, value.decode() if isinstance(value, bytes) else value) for name, value in request.headers.items()]
        headers.append(("Host", url.netloc))
        self.requests.append(HttpRequest(request.method, url.path, url.query, tuple(headers), bytes(body)))
        return AWSResponse(request.url, 200, {}, Answer(b"<Answer><GetCallerIdentityResult/></Answer>"))


@pytest.fixture
def boto():
    wire = Wire()

    def client(service, scheme="http", **config):
        made = boto3.client(
            service,
            region_name="eu-west-1",
            endpoint_url=f"{scheme}://{HOST}",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            aws_session_token=TOKEN,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}, **config),
        )
        made.meta.events.register("before-send", wire)
        return made

    return client, wire


def judge_now(request, service):
    return verify(request, service=service, secret_for=lambda who: SECRET, now=datetime.datetime.now(datetime.UTC).timestamp())


STRANGE_KEYS = ["a b+c", "ä/ö", "a//b", "./x/../y", "a%2Fb", "~!@#$%^&*()_=+[]{}", "x?y=1&z", "ends/", "日本"]


@pytest.mark.parametrize("key", STRANGE_KEYS)
def test_what_boto3_sends_for_a_strange_key_passes(boto, key):
    client, wire = boto
    s3 = client("s3")
    s3.put_object(Bucket="photo-app", Key=key, Body=b"hello", Metadata={"one": "two  three"}, ContentType="text/plain")
    s3.get_object(Bucket="photo-app", Key=key)
    s3.head_object(Bucket="photo-app", Key=key)
    s3.delete_object(Bucket="photo-app", Key=key)
    s3.list_objects_v2(Bucket="photo-app", Prefix=key, Delimiter="/", StartAfter=key)
    assert len(wire.requests) == 5
    for request in wire.requests:
        verification = judge_now(request, "s3")
        assert verification.passed, verification.finding.sentence
        assert verification.authorization.session_token == TOKEN


def test_what_boto3_sends_to_sts_passes(boto):
    client, wire = boto
    client("sts").get_caller_identity()
    assert judge_now(wire.requests[0], "sts").passed


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_the_chunks_that_boto3_sends_over_https_are_read_and_their_checksum_holds(boto, algorithm):
    client, wire = boto
    payload = bytes(range(256)) * 10_000
    client("s3", scheme="https").put_object(Bucket="b", Key="k", Body=io.BytesIO(payload), ChecksumAlgorithm=algorithm)
    request = wire.requests[0]
    verification = judge_now(request, "s3")
    headers = {name.lower(): value for name, value in request.headers}
    assert (verification.passed, verification.payload_hash) == (True, UNSIGNED_TRAILER)
    decoded = decode(
        request.body,
        marker=verification.payload_hash,
        limit=16_000_000,
        decoded_length=int(headers["x-amz-decoded-content-length"]),
        promised=(headers["x-amz-trailer"],),
    )
    assert decoded.payload == payload
    assert [reason.verdict for reason in decoded.finding.reasons] == ["pass"] * 3


@pytest.mark.parametrize("operation", ["get_object", "put_object"])
@pytest.mark.parametrize("key", STRANGE_KEYS)
def test_what_boto3_presigns_passes(boto, operation, key):
    client, _ = boto
    s3 = client("s3", signature_version="s3v4")
    url = urlsplit(s3.generate_presigned_url(operation, Params={"Bucket": "b", "Key": key}, ExpiresIn=60))
    request = HttpRequest(operation[:3].upper(), url.path, url.query, (("host", url.netloc),), b"anything")
    assert judge_now(request, "s3").passed
