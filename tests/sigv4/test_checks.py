"""The checks of a signature: their order, what each refuses in AWS's words, and what it says about it."""

import pytest

from playground.explain import PASS, SKIP
from playground.sigv4.refusals import Refusal
from playground.sigv4.sign import Credentials
from playground.sigv4.verify import CHECKS, parse_authorization, verify
from tests.sigv4.signing import (
    CALLER,
    CREDENTIALS,
    KEY,
    NOW,
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
AUTH, STS_AUTH = authorization(GOOD), authorization(ASKED)
SIGNATURE = AUTH[-64:]


def test_the_checks_stand_in_one_tuple():
    assert [check.name for check in CHECKS] == ORDER


@pytest.mark.parametrize(("request_", "service"), [(GOOD, "s3"), (ASKED, "sts"), (LINK, "s3")], ids=["s3", "sts", "presigned"])
def test_a_good_signature_passes_every_check(request_, service):
    verification = judge(request_, service=service)
    assert [check.name for check in verification.finding.reasons] == ORDER
    assert all(check.verdict is PASS and check.sentence for check in verification.finding.reasons)
    assert (verification.refusal, verification.authorization.access_key_id) == (None, KEY)


def auth(before, after, request=GOOD):
    text = authorization(request)
    assert before in text
    return header(request, "Authorization", text.replace(before, after))


def query(before, after):
    assert before in LINK.query
    return LINK._replace(query=LINK.query.replace(before, after))


MALFORMED = "AuthorizationHeaderMalformed", 400, "The authorization header is malformed; "
THREE = "the authorization header requires three components: Credential, SignedHeaders, and Signature."
EXPECTING = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
PARSING = "Error parsing the X-Amz-Credential parameter; "
QUERY = "AuthorizationQueryParametersError"
SIX = (
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date,"
    " X-Amz-SignedHeaders, and X-Amz-Expires parameters."
)
NOT_SIGNED = "There were headers present in the request which were not signed"
S3 = [
    (header(GOOD, "Authorization", None), "Authorization", "AccessDenied", 403, "Access Denied"),
    (header(GOOD, "Authorization", "AWS AKIA:c2ln"), "Authorization", "InvalidRequest", 400, "The authorization mechanism"),
    (header(GOOD, "Authorization", ""), "Authorization", "InvalidRequest", 400, "The authorization mechanism"),
    (auth("Credential=", "Credential"), "Authorization", *MALFORMED[:2], THREE),
    (auth(f", Signature={SIGNATURE}", ""), "Authorization", *MALFORMED[:2], THREE),
    (auth("Signature=", "Signature=x, Signature="), "Authorization", *MALFORMED[:2], THREE),
    (auth("/s3/aws4_request", "/s3"), "Authorization", *MALFORMED[:2], EXPECTING),
    (auth(KEY, ""), "Authorization", *MALFORMED[:2], EXPECTING),
    (header(GOOD, "X-Amz-Date", "yesterday"), "Authorization", "AccessDenied", 403, "AWS authentication requires a valid Date"),
    (header(GOOD, "X-Amz-Date", "20261321T000000Z"), "Authorization", "AccessDenied", 403, "AWS authentication requires"),
    (header(GOOD, "X-Amz-Date", None), "Authorization", "AccessDenied", 403, "AWS authentication requires a valid Date"),
    (GOOD._replace(query=LINK.query), "Authorization", "InvalidArgument", 400, "Only one auth mechanism allowed"),
    (auth("20261121/", "20261120/"), "Scope", *MALFORMED[:2], 'Invalid credential date "20261120"'),
    (auth("/eu-west-1/", "//"), "Scope", *MALFORMED[:2], "a non-empty region must be provided"),
    (auth("/s3/", "/sts/"), "Scope", *MALFORMED[:2], 'incorrect service "sts". This endpoint belongs to "s3".'),
    (auth("/aws4_request", "/aws5_request"), "Scope", *MALFORMED[:2], 'incorrect terminal "aws5_request"'),
    (auth("host;", ""), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (auth(";x-amz-security-token", ""), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (header(GOOD, "x-amz-acl", "public-read"), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (header(GOOD, "Accept", None), "Signed headers", "SignatureDoesNotMatch", 403, "The request signature we calculated"),
    (
        header(auth("x-amz-content-sha256;", ""), "X-Amz-Content-SHA256", None),
        "Payload",
        "InvalidRequest",
        400,
        "Missing required header for this request",
    ),
    (header(GOOD, "X-Amz-Content-SHA256", "x"), "Payload", "InvalidArgument", 400, "x-amz-content-sha256 must be"),
    (
        header(GOOD, "X-Amz-Content-SHA256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"),
        "Payload",
        "InvalidArgument",
        400,
        "x-amz",
    ),
    (GOOD._replace(body=b"x"), "Payload", "XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header"),
    (
        auth(SIGNATURE, "0" * 64),
        "Signature",
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match",
    ),
    (auth(SIGNATURE, SIGNATURE.upper()), "Signature", "SignatureDoesNotMatch", 403, "The request signature we calculated"),
    (auth(SIGNATURE, "é"), "Signature", "SignatureDoesNotMatch", 403, "The request signature we calculated"),
    (query("X-Amz-Expires=60&", ""), "Authorization", QUERY, 400, SIX),
    (query("X-Amz-Signature=", "X-Amz-Signatur="), "Authorization", QUERY, 400, SIX),
    (query("X-Amz-Date=", "X-Amz-Date=20261121T203640Z&X-Amz-Date="), "Authorization", QUERY, 400, SIX),
    (query("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"), "Authorization", QUERY, 400, "X-Amz-Algorithm only supports"),
    (query("%2Faws4_request", ""), "Authorization", QUERY, 400, f"{PARSING}{EXPECTING}"),
    (query("T203640Z", "T203640"), "Authorization", QUERY, 400, "X-Amz-Date must be in the ISO8601 Long Format"),
    (query("X-Amz-Expires=60", "X-Amz-Expires=an+hour"), "Authorization", QUERY, 400, "X-Amz-Expires should be a number"),
    (query("X-Amz-Expires=60", "X-Amz-Expires="), "Authorization", QUERY, 400, "X-Amz-Expires should be a number"),
    (query("X-Amz-Expires=60", "X-Amz-Expires=-1"), "Authorization", QUERY, 400, "X-Amz-Expires must be non-negative"),
    (query("X-Amz-Expires=60", "X-Amz-Expires=604801"), "Authorization", QUERY, 400, "X-Amz-Expires must be less than a week"),
    (query("X-Amz-Expires=60", f"X-Amz-Expires={'9' * 5000}"), "Authorization", QUERY, 400, "X-Amz-Expires must be less than"),
    (query("%2F20261121%2F", "%2F20261120%2F"), "Scope", QUERY, 400, 'Invalid credential date "20261120"'),
    (query("%2Fs3%2F", "%2Fsts%2F"), "Scope", QUERY, 400, f'{PARSING}incorrect service "sts"'),
    (header(LINK, "x-amz-acl", "public-read"), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (query("X-Amz-Expires=60", "X-Amz-Expires=61"), "Signature", "SignatureDoesNotMatch", 403, "The request signature"),
]
STS_MISMATCH = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
STS = [
    (
        header(ASKED, "Authorization", None),
        "Authorization",
        "MissingAuthenticationToken",
        403,
        "Request is missing Authentication",
    ),
    (
        auth("Credential=", "", ASKED),
        "Authorization",
        "IncompleteSignature",
        400,
        "not a valid key=value pair (missing equal-sign)",
    ),
    (
        auth(KEY, "not valid", ASKED),
        "Authorization",
        "IncompleteSignature",
        400,
        "'valid/20261121/eu-west-1/sts/aws4_request' not a",
    ),
    (
        auth(KEY, "a/b", ASKED),
        "Authorization",
        "IncompleteSignature",
        400,
        "Credential must have exactly 5 slash-delimited elements",
    ),
    (auth("Signature=", "Sig=", ASKED), "Authorization", "IncompleteSignature", 400, ""),
    (
        auth(f", Signature={STS_AUTH[-64:]}", "", ASKED),
        "Authorization",
        "IncompleteSignature",
        400,
        "requires 'Signature' parameter",
    ),
    (
        header(ASKED, "X-Amz-Date", None),
        "Authorization",
        "IncompleteSignature",
        400,
        "requires existence of either a 'X-Amz-Date'",
    ),
    (
        header(ASKED, "X-Amz-Date", "now"),
        "Authorization",
        "IncompleteSignature",
        400,
        "Date must be in ISO-8601 'basic format'",
    ),
    (
        auth("AWS4-HMAC-SHA256", "Bearer", ASKED),
        "Authorization",
        "IncompleteSignature",
        400,
        "Unsupported AWS 'algorithm': 'Bearer'",
    ),
    (auth("20261121/", "20261122/", ASKED), "Scope", "SignatureDoesNotMatch", 403, "Date in Credential scope does not match"),
    (
        auth("/sts/", "/s3/", ASKED),
        "Scope",
        "SignatureDoesNotMatch",
        403,
        "Credential should be scoped to correct service: 'sts'.",
    ),
    (auth("/eu-west-1/", "//", ASKED), "Scope", "SignatureDoesNotMatch", 403, "Credential should be scoped to a valid region."),
    (
        auth("host;", "", ASKED),
        "Signed headers",
        "SignatureDoesNotMatch",
        403,
        "'Host' or ':authority' must be a 'SignedHeader'",
    ),
    (ASKED._replace(body=b"Action=DeleteUser"), "Signature", "SignatureDoesNotMatch", 403, STS_MISMATCH),
    (auth(STS_AUTH[-64:], "0" * 64, ASKED), "Signature", "SignatureDoesNotMatch", 403, STS_MISMATCH),
]


@pytest.mark.parametrize(
    ("service", "request_", "check", "code", "status", "message"),
    [("s3", *row) for row in S3] + [("sts", *row) for row in STS],
)
def test_each_check_refuses_in_the_words_of_its_service(service, request_, check, code, status, message):
    verification = judge(request_, service=service)
    assert (failed(verification), verification.refusal.code, verification.refusal.status) == (check, code, status)
    assert message in verification.refusal.message
    after = ORDER.index(check) + 1
    assert all(reason.verdict is SKIP and "not reached" in reason.sentence for reason in verification.finding.reasons[after:])
    assert all(reason.verdict is PASS for reason in verification.finding.reasons[: after - 1])


def test_a_header_of_sts_may_not_say_that_the_body_is_not_signed():
    request = signed(header(CALLER, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"), service="sts")
    assert failed(judge(request, service="sts")) == "Payload"


@pytest.mark.parametrize("away", [-901, -900, 0, 900, 901])
def test_a_signature_is_good_for_fifteen_minutes_either_way(away):
    for request, service, code in ((GOOD, "s3", "RequestTimeTooSkewed"), (ASKED, "sts", "SignatureDoesNotMatch")):
        verification = judge(request, service=service, now=NOW + away)
        assert verification.passed is (abs(away) <= 900)
        if not verification.passed:
            assert verification.refusal.code == code


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
    assert judge(LINK, now=NOW - 901).refusal.message == "Request is not valid yet"
    assert judge(LINK, now=NOW + 61).refusal.extra == (
        ("X-Amz-Expires", "60"),
        ("Expires", "2026-11-21T20:37:40Z"),
        ("ServerTime", "2026-11-21T20:37:41Z"),
    )


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


def test_a_session_that_is_not_good_is_refused_as_the_caller_says():
    expired = Refusal("ExpiredToken", "The provided token has expired.", 400, extra=(("Token-0", TOKEN),))
    verification = judge(GOOD, secret=expired)
    assert verification.refusal == expired
    assert verification.finding.sentence == f"the session of `{KEY}` is not good: The provided token has expired."


def test_the_secret_is_asked_for_with_what_the_request_says_about_itself():
    asked = []
    verify(GOOD, service="s3", secret_for=lambda authorization: asked.append(authorization) or SECRET, now=NOW)
    verify(LINK, service="s3", secret_for=lambda authorization: asked.append(authorization) or SECRET, now=NOW)
    assert asked == [parse_authorization(GOOD, service="s3"), parse_authorization(LINK, service="s3")]
    assert [(one.form, one.session_token, one.expires) for one in asked] == [("header", TOKEN, None), ("query", TOKEN, 60)]


def test_s3_sends_along_what_it_signed_and_not_the_right_signature():
    verification = judge(auth(SIGNATURE, "0" * 64))
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
