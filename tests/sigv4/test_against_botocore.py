"""Our signatures are botocore's, for any request, and what botocore signs passes."""

import datetime
from unittest import mock
from urllib.parse import quote, urlsplit

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials
from hypothesis import given
from hypothesis import strategies as st

from playground.sigv4.canonical import canonical_path
from playground.sigv4.request import HttpRequest
from playground.sigv4.sign import Credentials, sign
from playground.sigv4.verify import verify

NOW = 1_795_293_400
CLOCK = datetime.datetime.fromtimestamp(NOW, datetime.UTC)
KEY, SECRET, TOKEN = "ASIAQ3DEMOK7WTX4N2VH", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "IQoJb3JpZ2luX2Vj//+=="
HOST = "localhost:8001"

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
PATH = st.lists(TEXT | st.sampled_from(["", ".", "..", "a+b", "a b", "%41", "ä", "~", "*"]), max_size=5).map(
    lambda segments: "/" + "/".join(quote(segment, safe="/~") for segment in segments)
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
