"""Why a signature differs: the cause is named when one of the usual ones explains it, and only then."""

import pytest

from playground.explain import PASS
from playground.sigv4.canonical import UNSIGNED_PAYLOAD, canonical_request, hex_sha256, normalized
from playground.sigv4.difference import first_difference
from playground.sigv4.request import HttpRequest
from playground.sigv4.sign import Credentials, sign
from playground.sigv4.signature import Scope, compute
from tests.sigv4.signing import CALLER, CREDENTIALS, KEY, NOW, PLAIN, SECRET, authorization, header, judge, presigned, signed


def resigned(request, *, secret=SECRET, service="s3", **changes):
    """The request, signed by a client that wrote some line of the canonical request in a way of its own."""
    good = sign(request, CREDENTIALS, region="eu-west-1", service=service, now=NOW)
    canonical = good.signed.canonical._replace(**changes)
    wrong = compute(canonical, access_key_id=KEY, secret=secret, timestamp=good.signed.timestamp, scope=good.signed.scope)
    return header(good.request, "Authorization", wrong.authorization)


def unfolded(request, name, value):
    """The canonical headers of a client that does not fold white space."""
    headers = sign(request, CREDENTIALS, region="eu-west-1", service="s3", now=NOW).signed.canonical.headers
    return tuple((known, value if known == name else text) for known, text in headers)


SPACED = PLAIN._replace(path="/photo-app/a%20b//c")
TWO_WORDS = header(PLAIN, "X-Amz-Meta-A", "one  two")
BEHIND_A_PROXY = header(signed(header(PLAIN, "Host", "aws.school.example")), "Host", "10.0.0.7")
NO_CAUSE = "no usual cause explains it"
CAUSES = [
    (resigned(SPACED, path="/photo-app/a%2520b//c"), "Path", "`/photo-app/a%2520b//c`, and it should be `/photo-app/a%20b//c`"),
    (resigned(SPACED, path="/photo-app/a%20b/c"), "Path", "signed the path `/photo-app/a%20b/c`"),
    (
        resigned(PLAIN._replace(path="/b/a%2Fc"), path="/b/a%2Fc"),
        "Path",
        "signed the path `/b/a%2Fc`, and it should be `/b/a/c`",
    ),
    (resigned(PLAIN._replace(path="/b/(1)"), path="/b/(1)"), "Path", "signed the path `/b/(1)`, and it should be `/b/%281%29`"),
    (
        resigned(PLAIN._replace(path="/b/a+(1)"), path="/b/a%2B%281%29"),
        "Path",
        "signed the path `/b/a%2B%281%29`, and it should be `/b/a%20%281%29`",
    ),
    (
        header(signed(header(PLAIN, "Host", "a.example")), "Host", "a.example:8001"),
        "Host",
        "`a.example`, and `a.example:8001` arrived",
    ),
    (
        header(signed(header(PLAIN, "Host", "a.example:443")), "Host", "a.example"),
        "Host",
        "`a.example:443`, and `a.example` arrived",
    ),
    (header(BEHIND_A_PROXY, "X-Forwarded-Host", "aws.school.example"), "Host", "`aws.school.example`, and `10.0.0.7` arrived"),
    (BEHIND_A_PROXY, "", NO_CAUSE),
    (resigned(PLAIN._replace(query="b=1&a=2"), query="b=1&a=2"), "Query", "the query `b=1&a=2`, and it should be `a=2&b=1`"),
    (resigned(PLAIN._replace(query="a=(1)"), query="a=(1)"), "Query", "signed the query `a=(1)`, and it should be `a=%281%29`"),
    (resigned(PLAIN._replace(query="a=1+2"), query="a=1%2B2"), "Query", "the query `a=1%2B2`, and it should be `a=1%202`"),
    (signed()._replace(query=f"{PLAIN.query}&utm=1"), "Added parameter", "`utm` was added to the query"),
    (presigned()._replace(query=f"{presigned().query}&x=1"), "Added parameter", "`x` was added to the query"),
    (signed()._replace(query="list-type=2"), "", NO_CAUSE),
    (signed()._replace(method="HEAD"), "Method", "signed the method GET, and HEAD arrived"),
    (resigned(PLAIN, payload_hash=UNSIGNED_PAYLOAD), "Payload", "signed `UNSIGNED-PAYLOAD` for the body"),
    (header(signed(), "X-Amz-Content-SHA256", UNSIGNED_PAYLOAD), "", NO_CAUSE),
    (
        resigned(TWO_WORDS, headers=unfolded(TWO_WORDS, "x-amz-meta-a", "one  two")),
        "Header",
        "`x-amz-meta-a` with its white space",
    ),
    (
        resigned(TWO_WORDS, headers=unfolded(TWO_WORDS, "x-amz-meta-a", "")),
        "Empty header",
        "`x-amz-meta-a` as empty, and `one two`",
    ),
    (signed(credentials=Credentials(KEY, f"{SECRET}\n", CREDENTIALS.session_token)), "Secret", "white space"),
    (signed(credentials=Credentials(KEY, "another secret", CREDENTIALS.session_token)), "", NO_CAUSE),
]


@pytest.mark.parametrize(("request_", "cause", "said"), CAUSES, ids=[f"{n} {cause}" for n, (_, cause, _) in enumerate(CAUSES)])
def test_a_usual_cause_is_named_when_it_explains_the_signature_and_the_request_refused(request_, cause, said):
    verification = judge(request_)
    finding = verification.finding.reasons[-1]
    assert verification.refusal.code == "SignatureDoesNotMatch"
    assert said in finding.sentence
    assert [reason.name for reason in finding.reasons] == ([cause] if cause else [])


def test_at_sts_a_path_that_is_encoded_once_only_is_named():
    verification = judge(resigned(CALLER._replace(path="/a%20b"), service="sts", path="/a%20b"), service="sts")
    assert "signed the path `/a%20b`, and it should be `/a%2520b`" in verification.finding.sentence


def test_without_a_cause_the_string_to_sign_is_shown():
    request = signed(credentials=Credentials(KEY, "another secret", CREDENTIALS.session_token))
    verification = judge(request)
    assert verification.signed.string_to_sign in verification.finding.sentence
    assert verification.finding.sentence.endswith("if yours reads the same, the two secrets differ")


OURS = sign(PLAIN, CREDENTIALS, region="eu-west-1", service="s3", now=NOW).signed


def other(request=PLAIN, *, credentials=CREDENTIALS, region="eu-west-1", service="s3", now=NOW):
    return sign(request, credentials, region=region, service=service, now=now).signed


DIFFERENCES = [
    (other(PLAIN._replace(method="HEAD")), "method"),
    (other(PLAIN._replace(path="/photo")), "path"),
    (other(PLAIN._replace(query="")), "query"),
    (other(header(PLAIN, "Host", "localhost")), "header host"),
    (other(header(PLAIN, "Accept", None)), "header accept"),
    (other(credentials=Credentials(KEY, SECRET, "other")), "header x-amz-security-token"),
    (other(now=NOW + 1), "header x-amz-date"),
    (other(region="us-east-1"), "scope"),
    (other(credentials=Credentials(KEY, "other", CREDENTIALS.session_token)), "key"),
    (other(credentials=Credentials("AKIA", SECRET, CREDENTIALS.session_token)), "none"),
    (OURS._replace(canonical=OURS.canonical._replace(payload_hash="x")), "payload hash"),
    (OURS._replace(canonical=OURS.canonical._replace(signed_headers="host")), "signed headers"),
    (OURS._replace(timestamp="20261122T000000Z"), "date"),
]


@pytest.mark.parametrize(
    ("theirs", "piece"), DIFFERENCES, ids=[f"{number} {piece}" for number, (_, piece) in enumerate(DIFFERENCES)]
)
def test_the_first_piece_that_differs_is_named(theirs, piece):
    finding = first_difference(OURS, theirs)
    assert (finding.name, finding.passed) == (piece, piece == "none")
    assert finding.sentence


def test_a_difference_lays_both_texts_beside_each_other():
    finding = first_difference(OURS, other(PLAIN._replace(path="/photo")))
    assert finding.sentence == "the path differs: `/photo-app` here, `/photo` there"
    assert finding.compared[:2] == ("/photo", "/photo-app")


def test_the_same_signing_twice_is_the_same():
    assert first_difference(OURS, other()).verdict is PASS


CANONICAL = [
    (HttpRequest("get", "", ""), "GET\n/\n\n\n\nx"),
    (HttpRequest("GET", "/a b", "c"), "GET\n/a%20b\nc=\n\n\nx"),
    (HttpRequest("GET", "/a%7Eb%2fc%zz", "b=2&a=%7e&a=1&&="), "GET\n/a~b/c%25zz\n=&a=1&a=~&b=2\n\n\nx"),
    (HttpRequest("GET", "/a%2Fb%2fc", "k=a%2Fb%2fc/d"), "GET\n/a/b/c\nk=a%2Fb%2Fc%2Fd\n\n\nx"),
    (HttpRequest("GET", "/ä", "k=a=b"), "GET\n/%C3%A4\nk=a%3Db\n\n\nx"),
]


@pytest.mark.parametrize(("request_", "text"), CANONICAL)
def test_the_canonical_request_of_s3(request_, text):
    assert canonical_request(request_, (), "x", service="s3").text == text


@pytest.mark.parametrize(
    ("path", "clean"), [("", "/"), ("/", "/"), ("//", "/"), ("/a//b/./c/../d/", "/a/b/d/"), ("/../..", "/"), ("/a/..", "/")]
)
def test_other_services_normalise_the_path(path, clean):
    assert normalized(path) == clean


def test_headers_are_folded_joined_and_sorted():
    request = HttpRequest("GET", "/", "", (("B", " two  words "), ("a", "1"), ("b", "more"), ("A", "2")))
    assert canonical_request(request, ("b", "a"), "x", service="s3").headers == (("a", "1,2"), ("b", "two words,more"))


def test_every_piece_of_a_signature_is_there_for_the_page():
    assert OURS.canonical.text == OURS.canonical_text
    assert OURS.string_to_sign.splitlines() == ["AWS4-HMAC-SHA256", "20261121T203640Z", str(OURS.scope), OURS.canonical_hash]
    assert OURS.canonical_hash == hex_sha256(OURS.canonical_text.encode())
    assert OURS.authorization == authorization(signed())
    assert OURS.scope == Scope("20261121", "eu-west-1", "s3")
    assert len(OURS.key_ends) == 4
