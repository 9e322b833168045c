"""Whatever comes in, the gateway answers in AWS's form: never a failure of ours, never a success that nobody is owed."""

import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.sign import Credentials
from tests.sandbox.visit import ACCOUNT, AMAZON, BUCKET, HOST, OTHER, OTHERS_BUCKET, VERSION, new_site, role_arn, signed
from tests.tokens.minting import GOOD, ISSUER, mint

SITE = new_site()
ADMIN = SITE.credentials()
OBJECTS = {name: dict(kept) for name, kept in SITE.buckets.objects.items()}

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
METHODS = st.sampled_from(["GET", "PUT", "HEAD", "POST", "DELETE", "OPTIONS", "PATCH", "get", "BREW"])
NAMES = st.sampled_from(
    ["", BUCKET, OTHERS_BUCKET, "nobody", ".", "..", "%00", "%FF", "%2F", "shared", "welcome.txt"]
) | TEXT.map(quote)
PATHS = st.lists(NAMES, max_size=4).map(lambda parts: "/" + "/".join(parts))
PARAMETERS = st.sampled_from(
    "list-type prefix delimiter max-keys continuation-token start-after encoding-type fetch-owner uploads versionId acl delete "
    "response-content-type X-Amz-Signature X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-Algorithm X-Amz-SignedHeaders "
    "X-Amz-Security-Token Action Version RoleArn RoleSessionName WebIdentityToken ProviderId Policy DurationSeconds "
    "PolicyArns.member.1.arn PolicyArns x-id".split()
)
NOTABLE = (
    "2 1000 -1 url GetCallerIdentity AssumeRoleWithWebIdentity AWS4-HMAC-SHA256 20261121T202317Z host % {} [] "
    "AKIA/20261121/eu-west-1/s3/aws4_request 999999999999999999999999999999"
)
VALUES = TEXT | st.sampled_from([*NOTABLE.split(), VERSION, role_arn("Admin"), '{"Statement":[]}', AMAZON])
QUERIES = st.lists(st.tuples(PARAMETERS | TEXT, VALUES), max_size=6).map(urlencode) | TEXT.map(quote)
HEADERS = st.dictionaries(
    st.sampled_from(
        "authorization x-amz-date x-amz-security-token x-amz-content-sha256 content-type content-md5 range if-match if-none-match "
        "if-modified-since x-amz-decoded-content-length x-amz-trailer x-amz-checksum-crc32 x-amz-acl x-amz-meta-a date expires "
        "x-amz-expected-bucket-owner x-amz-storage-class content-encoding user-agent referer".split()
    ),
    TEXT
    | st.sampled_from(
        [
            "AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0",
            "AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/sts/aws4_request,SignedHeaders=host,Signature=",
            "application/x-www-form-urlencoded",
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "UNSIGNED-PAYLOAD",
            "20261121T202317Z",
            "bytes=0-1",
            "\udcff",
            "é",
        ]
    ),
    max_size=6,
)
BODIES = (
    st.binary(max_size=200) | QUERIES.map(str.encode) | st.sampled_from([b"&" * 2000, b"0\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n"])
)
# Deadlines tell nothing on a busy machine.
thorough = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def well_formed(answer):
    """Everything but a success with bytes of an object is XML that a client can read."""
    body = answer.response.body
    assert answer.response.status < 500 or answer.response.status == 501, body
    assert answer.response.status in (200, 206, 204, 304) or bool(answer.error)
    if body and answer.operation not in ("GetObject",):
        ElementTree.fromstring(body)
    for name, value in answer.response.headers:
        assert not set("\r\n\0") & set(name + value)


@thorough
@given(METHODS, PATHS, QUERIES, HEADERS, BODIES)
def test_nobody_gets_anything_without_a_signature_or_a_token(method, path, query, headers, body):
    answer = SITE.send(HttpRequest(method, path, query, {"host": HOST} | headers, body))
    well_formed(answer)
    assert answer.response.status >= 400
    assert SITE.buckets.objects == OBJECTS


@thorough
@given(METHODS, PATHS, QUERIES, HEADERS, BODIES)
def test_a_good_signature_on_anything_is_no_failure_and_opens_nobody_elses(method, path, query, headers, body):
    for name in ("authorization", "x-amz-date", "x-amz-security-token", "date"):
        headers.pop(name, None)
    answer = SITE.send(signed(ADMIN, method, path, query, headers=headers, body=body, now=SITE.clock.now))
    well_formed(answer)
    assert SITE.buckets.objects[OTHERS_BUCKET] == OBJECTS[OTHERS_BUCKET]
    if answer.response.status < 300:
        assert OTHER.encode() not in answer.response.body
        assert not path.lstrip("/").startswith(OTHERS_BUCKET)
    SITE.buckets.objects[BUCKET] = dict(OBJECTS[BUCKET])


@thorough
@given(
    st.dictionaries(PARAMETERS, VALUES | st.sampled_from([mint(), mint(GOOD | {"aud": ["photo-app"]})]), max_size=9),
    HEADERS,
)
def test_no_parameters_give_out_credentials_for_another_role_than_the_tokens(parameters, headers):
    headers.pop("authorization", None)
    form = urlencode({"Action": "AssumeRoleWithWebIdentity", "Version": VERSION} | parameters).encode()
    headers |= {"host": HOST, "content-type": "application/x-www-form-urlencoded"}
    answer = SITE.send(HttpRequest("POST", "/", "", headers, form))
    well_formed(answer)
    if answer.response.status == 200:
        assert answer.principal.startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | TEXT
    | st.just("sts:*")
    | st.just(role_arn("Admin")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.just("principal_tags"), inner, max_size=3),
    max_leaves=8,
)
CLAIMS = st.dictionaries(
    st.sampled_from(
        ["sub", "aud", "azp", "exp", "iat", "nbf", "iss", "amr", "email"]
        + [f"https://aws.amazon.com/{name}" for name in ("tags", "source_identity", "roles", "tags/principal_tags/a")]
    )
    | TEXT,
    JSON,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(CLAIMS)
def test_no_claims_of_a_good_issuer_make_it_fail(claims):
    answer = SITE.assume(mint(GOOD | {"iss": ISSUER} | claims))
    well_formed(answer)
    if answer.response.status == 200:
        assert SITE.s3(Credentials(*_credentials(answer)), "GET", "/").response.status == 200
    json.dumps(SITE.events)
    SITE.events.clear()


def _credentials(answer):
    found = {one.tag.rpartition("}")[2]: one.text for one in ElementTree.fromstring(answer.response.body).iter()}
    return found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"]


STATEMENTS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON
        | st.sampled_from(["Allow", "Deny", "s3:*", "*", f"arn:aws:s3:::{BUCKET}/*", {"StringLike": {"s3:prefix": "*"}}])
        for name in ("Effect", "Action", "NotAction", "Resource", "NotResource", "Condition", "Principal", "Sid")
    },
)


@settings(max_examples=300, deadline=None)
@given(
    st.builds(
        lambda version, found: {"Version": version, "Statement": found},
        JSON | st.just("2012-10-17"),
        STATEMENTS | st.lists(STATEMENTS),
    )
)
def test_no_session_policy_makes_it_fail_and_none_allows_more_than_the_role(document):
    site = SITE
    answer = site.assume(Policy=json.dumps(document))
    well_formed(answer)
    if answer.response.status == 200:
        limited = Credentials(*_credentials(answer))
        for path in (f"/{BUCKET}/shared/welcome.txt", f"/{OTHERS_BUCKET}/shared/welcome.txt"):
            given = site.s3(limited, "GET", path)
            well_formed(given)
            assert given.response.status != 200 or OTHER not in path


@pytest.mark.parametrize("role", ["PhotoAppGoogle", "PhotoAppAmazon", "PhotoAppFacebook"])
def test_a_token_of_one_provider_opens_no_role_of_another(role):
    assert SITE.assume(mint(), role).error == "AccessDenied"
