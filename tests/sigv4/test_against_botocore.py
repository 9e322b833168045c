"""Our signatures are botocore's, for any request, and the requests that boto3 really sends pass."""

import datetime
import io
from unittest import mock
from urllib.parse import quote, urlsplit

import boto3
import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.config import Config
from botocore.credentials import Credentials as BotocoreCredentials
from hypothesis import given
from hypothesis import strategies as st

from playground.sigv4.canonical import canonical_path
from playground.sigv4.chunked import UNSIGNED_TRAILER, decode
from playground.sigv4.request import HttpRequest
from playground.sigv4.sign import Credentials, sign
from playground.sigv4.verify import verify

NOW = 1_795_293_400
CLOCK = datetime.datetime.fromtimestamp(NOW, datetime.UTC)
KEY, SECRET, TOKEN = "ASIAQ3DEMOK7WTX4N2VH", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "IQoJb3JpZ2luX2Vj//+=="
HOST = "localhost:8001"

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
PATH = st.lists(TEXT | st.sampled_from(["", ".", "..", "a+b", "a b", "%41", "ä", "~", "*"]), max_size=5).map(
    lambda segments: "/" + "/".join(quote(segment, safe="~") for segment in segments)
)
QUERY = st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda pairs: "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in pairs)
)
VALUE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12) | st.sampled_from(["a  b", "\ta \t b ", ""])
HEADERS = st.dictionaries(
    st.sampled_from(["Content-Type", "Range", "X-Amz-Meta-One", "x-amz-acl", "If-Match", "My-Header", "User-Agent", "TE"]),
    VALUE,
)
METHODS = st.sampled_from(["GET", "PUT", "POST", "DELETE", "HEAD"])


def signed_by_botocore(auth, request):
    """The request as it goes out, signed by one of botocore's own signers."""
    url = f"http://{HOST}{request.path}" + (f"?{request.query}" if request.query else "")
    headers = {name: value for name, value in request.headers if name != "Host"}
    theirs = AWSRequest(request.method, url, headers=headers, data=request.body)
    with mock.patch.object(botocore.auth, "get_current_datetime", return_value=CLOCK):
        auth.add_auth(theirs)
    sent = urlsplit(theirs.url)
    return request._replace(path=sent.path, query=sent.query, headers=(("Host", HOST), *theirs.headers.items()))


def signer(name, *arguments, token=TOKEN, **options):
    return getattr(botocore.auth, name)(BotocoreCredentials(KEY, SECRET, token), *arguments, **options)


def judge(request, service, now=NOW):
    return verify(request, service=service, secret_for=lambda who: SECRET, now=now)


REQUESTS = st.builds(
    lambda method, path, query, headers, body: HttpRequest(method, path, query, (("Host", HOST), *headers.items()), body),
    METHODS,
    PATH,
    QUERY,
    HEADERS,
    st.binary(max_size=40),
)


@given(REQUESTS, st.sampled_from([TOKEN, None]))
def test_s3_requests_get_botocores_signature_and_pass(request, token):
    theirs = signed_by_botocore(signer("S3SigV4Auth", "s3", "eu-west-1", token=token), request)
    ours = sign(request, Credentials(KEY, SECRET, token or ""), region="eu-west-1", service="s3", now=NOW)
    assert dict(ours.request.headers)["Authorization"] == dict(theirs.headers)["Authorization"]
    assert judge(theirs, "s3").passed
    assert judge(ours.request, "s3").passed


@given(REQUESTS, st.sampled_from(["sts", "iam", "execute-api"]))
def test_requests_to_other_services_get_botocores_signature_and_pass(request, service):
    theirs = signed_by_botocore(signer("SigV4Auth", service, "us-east-1"), request)
    ours = sign(request, Credentials(KEY, SECRET, TOKEN), region="us-east-1", service=service, now=NOW)
    assert dict(ours.request.headers)["Authorization"] == dict(theirs.headers)["Authorization"]
    assert judge(theirs, service).passed


@given(REQUESTS, st.integers(1, 604_800))
def test_presigned_s3_requests_pass_until_they_expire(request, expires):
    bare = request._replace(headers=request.headers[:1], body=b"")
    theirs = signed_by_botocore(signer("S3SigV4QueryAuth", "s3", "eu-west-1", expires=expires), bare)
    theirs = theirs._replace(body=request.body)
    assert judge(theirs, "s3", now=NOW + expires).passed
    assert judge(theirs, "s3", now=NOW + expires + 1).refusal.message == "Request has expired"


@given(QUERY)
def test_presigned_requests_to_sts_pass_for_fifteen_minutes(query):
    request = HttpRequest("GET", "/", query, (("Host", HOST),))
    theirs = signed_by_botocore(signer("SigV4QueryAuth", "sts", "us-east-1", expires=60), request)
    assert judge(theirs, "sts", now=NOW + 900).passed
    assert judge(theirs, "sts", now=NOW + 901).refusal.code == "SignatureDoesNotMatch"


@given(PATH)
def test_the_canonical_paths_are_botocores(path):
    auth = signer("SigV4Auth", "sts", "us-east-1")
    assert canonical_path(path, service="sts") == auth._normalize_url_path(path)
    assert canonical_path(path, service="s3") == signer("S3SigV4Auth", "s3", "us-east-1")._normalize_url_path(path)


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
def boto(request):
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
