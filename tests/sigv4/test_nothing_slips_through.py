"""Whatever arrives is answered, and no edit of what was signed passes."""

from hypothesis import given
from hypothesis import strategies as st

from playground.explain import from_data, to_data
from playground.sigv4.request import HttpRequest
from tests.sigv4.signing import CALLER, NOW, SECRET, authorization, header, judge, presigned, signed

WIRE = st.binary(max_size=60).map(lambda octets: octets.decode("utf-8", "surrogateescape")) | st.text(max_size=20)
NAMES = st.sampled_from(
    ["Authorization", "Host", "X-Amz-Date", "Date", "X-Amz-Content-SHA256", "X-Amz-Security-Token", "x-amz-acl", "Accept"]
) | st.text(max_size=8)
REQUESTS = st.builds(
    HttpRequest,
    st.sampled_from(["GET", "PUT", "", "ß"]),
    WIRE,
    WIRE | st.text("X-Amz-SignatureDateCredential=&%2Fsaws4_request0123456789", max_size=80),
    st.lists(st.tuples(NAMES, WIRE), max_size=6).map(tuple),
    st.binary(max_size=20),
)


@given(REQUESTS, st.sampled_from(["s3", "sts", ""]))
def test_any_request_is_answered(request, service):
    verification = judge(request, service=service)
    assert not verification.passed
    assert verification.finding.sentence
    assert from_data(to_data(verification.finding)).name == "Request signature"


PIECES = st.sampled_from(
    [
        "AWS4-HMAC-SHA256 ",
        "Credential=",
        "AKIA/20261121/eu-west-1/s3/aws4_request",
        ", ",
        "SignedHeaders=",
        "host",
        "Signature=",
        "0" * 64,
        "é",
        "\ud800",
        "/",
        "=",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["s3", "sts"]))
def test_any_authorization_header_is_answered(text, service):
    assert judge(header(signed(), "Authorization", text), service=service).finding.sentence


@given(st.data())
def test_any_single_change_of_a_signed_header_request_is_refused(data):
    good = signed()
    name, value = data.draw(st.sampled_from([pair for pair in good.headers if pair[0] != "Authorization"]))
    at = data.draw(st.integers(0, len(value)))
    character = data.draw(st.sampled_from("abzAZ019/=+-_:;,*%"))
    assert not judge(header(good, name, value[:at] + character + value[at:])).passed
    assert not judge(header(good, name, value[:at] + character + value[at + 1 :])).passed or value[at : at + 1] == character


@given(st.data())
def test_any_single_change_of_the_authorization_header_is_refused_or_means_the_same(data):
    good = signed()
    text = authorization(good)
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from("abcdef0123456789AZ/=;,.-_ "))
    changed = judge(header(good, "Authorization", text[:at] + character + text[at + 1 :]))
    if changed.passed:  # only what separates the parts may be written otherwise
        assert changed.authorization == judge(good).authorization


@given(st.data())
def test_any_change_of_a_presigned_query_is_refused(data):
    link = presigned()
    at = data.draw(st.integers(0, len(link.query) - 1))
    character = data.draw(st.sampled_from("abcdefXZ0123456789&=%-"))
    changed = link._replace(query=link.query[:at] + character + link.query[at + 1 :])
    assert (
        judge(changed).passed is (character == link.query[at])
        or judge(changed).signed.canonical == judge(link).signed.canonical
    )


@given(st.binary(max_size=30), st.sampled_from(["GET", "PUT"]))
def test_the_body_and_the_method_are_covered(body, method):
    good = signed(CALLER, service="sts")
    changed = good._replace(body=body, method=method)
    assert not judge(changed, service="sts").passed


def test_a_signature_of_one_service_does_not_pass_at_another():
    assert not judge(signed(service="sts"), service="s3").passed
    assert not judge(signed(service="s3"), service="sts").passed
    assert not judge(signed(), secret=f"{SECRET}x").passed
    assert judge(signed(now=NOW)).passed
