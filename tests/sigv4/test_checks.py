"""The checks of a signature: their order, what each refuses in AWS's words, and what it says about it."""

import pytest

from playground.explain import PASS
from playground.sigv4.canonical import UNSIGNED_PAYLOAD, canonical_request, hex_sha256
from playground.sigv4.refusals import Refusal
from playground.sigv4.sign import Credentials, presign
from playground.sigv4.signature import compute
from playground.sigv4.verify import CHECKS, parse_authorization, verify
from tests.sigv4.signing import (
    CALLER,
    CREDENTIALS,
    KEY,
    NOW,
    PLAIN,
    SECRET,
    TOKEN,
    authorization,
    failed,
    header,
    judge,
    presigned,
    signed,
)

ORDER = ["Authorization", "Access key", "Date", "Scope", "Signed headers", "Payload", "Signature"]
GOOD, ASKED, LINK = signed(), signed(CALLER, service="sts"), presigned()
SIGNATURE = authorization(GOOD)[-64:]


def test_the_checks_stand_in_one_tuple():
    assert [check.name for check in CHECKS] == ORDER


@pytest.mark.parametrize(("request_", "service"), [(GOOD, "s3"), (ASKED, "sts"), (LINK, "s3")], ids=["s3", "sts", "presigned"])
def test_a_good_signature_passes_every_check(request_, service):
    verification = judge(request_, service=service)
    assert [check.name for check in verification.finding.reasons] == ORDER
    assert all(check.verdict is PASS and check.sentence for check in verification.finding.reasons)
    assert (verification.refusal, verification.authorization.access_key_id) == (None, KEY)


def test_a_header_of_sts_may_not_say_that_the_body_is_not_signed():
    request = signed(header(CALLER, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"), service="sts")
    assert failed(judge(request, service="sts")) == "Payload"


def in_the_query(*parameters, headers):
    """A presigned upload whose signed headers stand in the query alone, as the old JavaScript SDK writes them."""
    request = PLAIN._replace(method="PUT", query="&".join(parameters), headers=(PLAIN.headers[0], *headers))
    link = presign(request, CREDENTIALS, region="eu-west-1", service="s3", now=NOW, expires=60).request
    return link._replace(headers=PLAIN.headers[:1])


META = ("X-Amz-Meta-Who", "ma  ya\u00e9")
UPLOAD = in_the_query("X-Amz-Meta-Who=+ma%20%20ya%C3%A9", "x-amz-meta-who=other", headers=(META,))


def test_s3_finds_a_signed_header_of_a_presigned_request_in_the_query():
    assert "x-amz-meta-who" in judge(UPLOAD).authorization.signed_headers
    assert judge(UPLOAD).passed
    assert failed(judge(UPLOAD._replace(query=UPLOAD.query.replace("=other", "=others")))) == "Signature"
    assert failed(judge(header(UPLOAD, "x-amz-meta-who", "tomas"))) == "Signature"  # one that comes as a header counts
    assert failed(judge(in_the_query("x-other=1", headers=(("x-other", "1"),)))) == "Signature"


def test_a_signed_header_that_did_not_arrive_counts_as_empty_at_s3_and_what_was_signed_is_told():
    assert judge(header(signed(header(PLAIN, "X-Empty", "")), "X-Empty", None)).passed
    verification = judge(header(signed(header(PLAIN, "X-Full", "1")), "X-Full", None))
    assert "`x-full` is named as signed and did not arrive" in verification.finding.sentence
    told = dict(verification.refusal.extra)
    assert "\nx-full:\n" in told["CanonicalRequest"]
    assert told["StringToSign"].endswith(hex_sha256(told["CanonicalRequest"].encode()))
    caller = signed(header(CALLER, "X-Empty", ""), service="sts")
    assert failed(judge(header(caller, "X-Empty", None), service="sts")) == "Signed headers"


def test_only_signed_headers_are_looked_for_in_the_query():
    link = PLAIN._replace(query=f"x-amz-content-sha256={hex_sha256(b'another body')}")
    assert judge(presigned(link)).payload_hash == UNSIGNED_PAYLOAD


def hash_unsigned(request, service):
    """A signed request whose signature leaves out the header with the hash of the body."""
    names = judge(request, service=service).authorization.signed_headers
    names = [name for name in names if name != "x-amz-content-sha256"]
    ours = judge(request, service=service).signed
    canonical = canonical_request(request, names, hex_sha256(request.body), service=service)
    made = compute(canonical, access_key_id=KEY, secret=SECRET, timestamp=ours.timestamp, scope=ours.scope)
    return header(request, "Authorization", made.authorization)


def test_the_hash_of_the_body_may_go_unsigned_in_s3_and_is_held_to_all_the_same():
    request = hash_unsigned(GOOD, "s3")
    assert "x-amz-content-sha256" not in authorization(request)
    assert judge(request).passed
    assert failed(judge(request._replace(body=b"x"))) == "Payload"
    assert failed(judge(header(request, "X-Amz-Content-SHA256", UNSIGNED_PAYLOAD))) == "Signature"
    caller = header(CALLER, "x-amz-content-sha256", hex_sha256(CALLER.body))
    assert failed(judge(hash_unsigned(signed(caller, service="sts"), "sts"), service="sts")) == "Signed headers"


@pytest.mark.parametrize("away", [-901, -900, 0, 900, 901])
def test_a_signature_is_good_for_fifteen_minutes_either_way(away):
    for request, service, code in ((GOOD, "s3", "RequestTimeTooSkewed"), (ASKED, "sts", "SignatureDoesNotMatch")):
        verification = judge(request, service=service, now=NOW + away)
        assert verification.passed is (abs(away) <= 900)
        if not verification.passed:
            assert verification.refusal.code == code


@pytest.mark.parametrize(
    ("away", "says"), [(901, "901 seconds before now, which is"), (-901, "901 seconds after now, which is")]
)
def test_which_of_signing_and_now_comes_first_is_said(away, says):
    assert says in judge(GOOD, now=NOW + away).finding.reasons[2].sentence


def test_the_words_about_the_date_are_those_of_aws():
    assert judge(ASKED, service="sts", now=NOW + 1200).refusal.message == (
        "Signature expired: 20261121T203640Z is now earlier than 20261121T204140Z (20261121T205640Z - 15 min.)"
    )
    assert judge(ASKED, service="sts", now=NOW - 1200).refusal.message == (
        "Signature not yet current: 20261121T203640Z is still later than 20261121T203140Z (20261121T201640Z + 15 min.)"
    )
    assert judge(GOOD, now=NOW + 1555).refusal.extra == (
        ("RequestTime", "20261121T203640Z"),
        ("ServerTime", "2026-11-21T21:02:35Z"),
        ("MaxAllowedSkewMilliseconds", "900000"),
    )


def test_a_presigned_request_passes_from_a_quarter_of_an_hour_before_until_it_expires():
    assert [judge(LINK, now=NOW + away).passed for away in (-901, -900, 0, 60, 61)] == [False, True, True, True, False]
    early = judge(LINK, now=NOW - 901).refusal
    assert early.message == "Request is not yet valid"
    assert early.extra[0] == ("X-Amz-Date", f"{int(NOW)}000")
    assert judge(LINK, now=NOW + 61).refusal.extra == (
        ("X-Amz-Expires", "60"),
        ("Expires", "2026-11-21T20:37:40Z"),
        ("ServerTime", "2026-11-21T20:37:41Z"),
    )


@pytest.mark.parametrize(("seconds", "passes"), [(604_800, True), (604_801, False)])
def test_a_request_is_presigned_for_a_week_at_most(seconds, passes):
    assert judge(presigned(expires=seconds)).passed is passes


def test_a_date_header_does_where_there_is_no_x_amz_date():
    text = authorization(GOOD).replace("x-amz-date;", "")
    request = header(header(GOOD, "X-Amz-Date", None), "Date", "Sat, 21 Nov 2026 20:36:40 GMT")
    verification = judge(header(request, "Authorization", text))
    assert (failed(verification), verification.authorization.timestamp) == ("Signature", "20261121T203640Z")


def test_an_unknown_access_key_is_refused_in_the_words_of_its_service():
    assert judge(GOOD, secret=None).refusal == Refusal(
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        403,
        extra=(("AWSAccessKeyId", KEY),),
    )
    assert judge(ASKED, service="sts", secret=None).refusal.code == "InvalidClientTokenId"


def test_a_temporary_key_without_its_session_token_is_told_so():
    bare = signed(credentials=Credentials(KEY, SECRET))
    assert "comes without its session token" in judge(bare, secret=None).finding.sentence
    longterm = signed(credentials=Credentials(f"AKIA{KEY[4:]}", SECRET))
    assert "nobody has the access key" in judge(longterm, secret=None).finding.sentence


def test_a_session_that_is_not_good_is_refused_as_the_caller_says():
    expired = Refusal("ExpiredToken", "The provided token has expired.", 400, extra=(("Token-0", TOKEN),))
    verification = judge(GOOD, secret=expired)
    assert verification.refusal == expired
    assert verification.finding.sentence == f"the session of `{KEY}` is not good: The provided token has expired"


def test_the_secret_is_asked_for_with_what_the_request_says_about_itself():
    asked = []
    verify(GOOD, service="s3", secret_for=lambda authorization: asked.append(authorization) or SECRET, now=NOW)
    verify(LINK, service="s3", secret_for=lambda authorization: asked.append(authorization) or SECRET, now=NOW)
    assert asked == [parse_authorization(GOOD, service="s3"), parse_authorization(LINK, service="s3")]
    assert [(one.form, one.session_token, one.expires) for one in asked] == [("header", TOKEN, None), ("query", TOKEN, 60)]


def test_s3_sends_along_what_it_signed_and_not_the_right_signature():
    verification = judge(header(GOOD, "Authorization", authorization(GOOD).replace(SIGNATURE, "0" * 64)))
    extra = dict(verification.refusal.extra)
    assert extra["StringToSign"].startswith("AWS4-HMAC-SHA256\n20261121T203640Z\n20261121/eu-west-1/s3/aws4_request\n")
    assert extra["StringToSignBytes"].startswith("41 57 53 34 2d")
    assert extra["CanonicalRequest"].startswith(
        "GET\n/photo-app\nlist-type=2&prefix=maya%2F\naccept:*/*\nhost:localhost:8001\n"
    )
    assert extra["SignatureProvided"] == "0" * 64
    assert SIGNATURE not in repr(verification)


def test_no_secret_shows_in_what_is_printed():
    for printed in (repr(CREDENTIALS), repr(judge(GOOD)), repr(judge(GOOD).signed)):
        assert SECRET not in printed
    assert TOKEN not in repr(CREDENTIALS)
