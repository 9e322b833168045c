"""Each way in which a signature can be wrong, and AWS's answer to it: a table for S3, a table for STS."""

import pytest

from playground.explain import PASS, SKIP
from tests.sigv4.signing import CALLER, KEY, authorization, failed, header, judge, presigned, signed

ORDER = ["Authorization", "Access key", "Date", "Scope", "Signed headers", "Payload", "Signature"]
GOOD, ASKED, LINK = signed(), signed(CALLER, service="sts"), presigned()
AUTH, STS_AUTH = authorization(GOOD), authorization(ASKED)
SIGNATURE = AUTH[-64:]


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
    (auth("20261121/", "20261120/"), "Scope", *MALFORMED[:2], "; Invalid credential date. Date is not the same as X-Amz-Date."),
    (header(GOOD, "Authorization", "Bearer abc"), "Authorization", "InvalidArgument", 400, "Unsupported Authorization Type"),
    (
        header(GOOD, "Authorization", "AWS4-HMAC-SHA256"),
        "Authorization",
        "InvalidArgument",
        400,
        "Authorization header is invalid -- one",
    ),
    (auth("/eu-west-1/", "//"), "Scope", *MALFORMED[:2], "a non-empty region must be provided"),
    (auth("/s3/", "/sts/"), "Scope", *MALFORMED[:2], 'incorrect service "sts". This endpoint belongs to "s3".'),
    (auth("/aws4_request", "/aws5_request"), "Scope", *MALFORMED[:2], 'incorrect terminal "aws5_request"'),
    (auth("host;", ""), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (auth(";x-amz-security-token", ""), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (header(GOOD, "x-amz-acl", "public-read"), "Signed headers", "AccessDenied", 403, NOT_SIGNED),
    (header(GOOD, "Accept", None), "Signature", "SignatureDoesNotMatch", 403, "The request signature we calculated"),
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


@pytest.mark.parametrize("request_", [header(GOOD, "Authorization", "Bearer abc"), GOOD._replace(query=LINK.query)])
def test_s3_repeats_the_header_that_it_has_no_use_for(request_):
    extra = judge(request_).refusal.extra
    assert extra == (("ArgumentName", "Authorization"), ("ArgumentValue", authorization(request_)))
