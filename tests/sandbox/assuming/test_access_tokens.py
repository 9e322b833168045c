"""Opaque access tokens of Login with Amazon and Facebook: the provider is asked, and its word is taken."""

import pytest

from playground.tokens.opaque_provider import Introspection
from tests.sandbox.visit import (
    AMAZON,
    AMAZON_TOKEN,
    BUCKET,
    FACEBOOK,
    FACEBOOK_TOKEN,
    failed,
    fields,
    gates,
    google_token,
    refusal,
    verdicts,
)
from tests.tokens.minting import NOW, mint

GATES = ("Parameters", "ProviderId", "Shape", "knows it", "App", "Dates", "Trust policy", "Duration", "Session policy and tags")
UNRECOGNIZED = "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens"
NOT_AMAZONS = "Provided Token is not a Login With Amazon token"
NOT_FACEBOOKS = "graph.facebook.com: graph.facebook.com responded with HTTP/1.1 400 Bad Request"


def test_a_token_of_login_with_amazon_is_good_for_its_role(site):
    answer = site.assume(AMAZON_TOKEN, "PhotoAppAmazon", ProviderId=AMAZON)
    told = fields(answer)
    assert told["Provider"] == "www.amazon.com"
    assert told["SubjectFromWebIdentityToken"] == "amzn1.account.MAYA"
    assert told["Audience"] == "client.1@apps.example.com"
    assert len(gates(answer)) == len(GATES)
    assert all(name.endswith(end) for name, end in zip(gates(answer), GATES, strict=True))
    assert set(verdicts(answer)) == {"pass"}


def test_a_token_of_facebook_is_good_for_its_role(site):
    told = fields(site.assume(FACEBOOK_TOKEN, "PhotoAppFacebook", ProviderId=FACEBOOK))
    assert told["Provider"] == "graph.facebook.com"
    assert told["SubjectFromWebIdentityToken"] == "2718281828"
    assert told["Audience"] == "31415"


@pytest.mark.parametrize(
    ("token", "role", "provider", "folder"),
    [
        (AMAZON_TOKEN, "PhotoAppAmazon", AMAZON, "amzn1.account.MAYA"),
        (FACEBOOK_TOKEN, "PhotoAppFacebook", FACEBOOK, "2718281828"),
        (google_token("maya"), "PhotoAppGoogle", None, "maya"),
    ],
)
def test_each_reads_their_own_folder_and_nobody_elses(site, token, role, provider, folder):
    own = site.credentials(token, role, ProviderId=provider)
    assert site.s3(own, "GET", f"/{BUCKET}/{folder}/notes.txt").response.status == 200
    for other in ("tomas", "shared", f"{folder}2"):
        assert site.s3(own, "GET", f"/{BUCKET}/{other}/notes.txt").response.status == 403
    assert site.s3(own, "GET", f"/{BUCKET}", f"list-type=2&prefix={folder}%2F").response.status == 200
    assert site.s3(own, "GET", f"/{BUCKET}", f"list-type=2&prefix={folder}").response.status == 403
    assert site.s3(own, "GET", f"/{BUCKET}", "list-type=2").response.status == 403


REFUSED = [
    ("ProviderId", mint(), AMAZON, (403, "AccessDenied", UNRECOGNIZED)),
    ("ProviderId", AMAZON_TOKEN, "accounts.google.com", (403, "AccessDenied", UNRECOGNIZED)),
    ("ProviderId", AMAZON_TOKEN, "WWW.AMAZON.COM", (403, "AccessDenied", UNRECOGNIZED)),
    ("Shape", f"{AMAZON_TOKEN}\n", AMAZON, (400, "InvalidIdentityToken", NOT_AMAZONS)),
    ("Shape", FACEBOOK_TOKEN, AMAZON, (400, "InvalidIdentityToken", NOT_AMAZONS)),
    ("Amazon knows it", "Atza|unheard-of", AMAZON, (400, "InvalidIdentityToken", NOT_AMAZONS)),
    ("Facebook knows it", "EAA-unheard-of", FACEBOOK, (403, "IDPRejectedClaim", NOT_FACEBOOKS)),
]


@pytest.mark.parametrize(("gate", "token", "provider", "told"), REFUSED)
def test_a_token_that_its_provider_does_not_stand_by_is_refused(site, gate, token, provider, told):
    answer = site.assume(token, "PhotoAppAmazon", ProviderId=provider)
    assert refusal(answer) == told
    assert failed(answer) == gate
    assert verdicts(answer)[-3:] == ["skip"] * 3
    assert len(gates(answer)) == len(GATES)


@pytest.mark.parametrize(("provider", "start"), [(AMAZON, "Atza|"), (FACEBOOK, "EAA")])
def test_a_provider_that_does_not_answer_is_an_error_that_sdks_retry(site, provider, start):
    status, code, _ = refusal(site.assume(f"{start}nobody-answers", "PhotoAppAmazon", ProviderId=provider))
    assert (status, code) == (400, "IDPCommunicationError")


def test_without_its_provider_id_an_access_token_is_no_jwt(site):
    assert "is not a valid JWT" in refusal(site.assume(AMAZON_TOKEN, "PhotoAppAmazon"))[2]


def test_a_token_given_to_another_app_is_refused_by_the_trust_policy(site):
    other = {"app_id": "amzn1.app.2", "user_id": "amzn1.account.MAYA", "aud": "x", "exp": 10}
    site.issuers.answers[AMAZON, "Atza|other"] = Introspection(200, other)
    answer = site.assume("Atza|other", "PhotoAppAmazon", ProviderId=AMAZON)
    assert refusal(answer)[1] == "AccessDenied"
    assert failed(answer) == "Trust policy"


def test_an_access_token_has_no_five_minutes(site):
    ended = {"is_valid": True, "app_id": "31415", "user_id": "1", "expires_at": NOW - 1}
    site.issuers.answers[FACEBOOK, "EAAended"] = Introspection(200, {"data": ended})
    assert refusal(site.assume("EAAended", "PhotoAppFacebook", ProviderId=FACEBOOK))[1] == "ExpiredTokenException"


@pytest.mark.parametrize("body", [{}, {"app_id": 5}, {"user_id": None}, {"app_id": "x", "user_id": "y", "exp": "soon"}])
def test_an_answer_that_cannot_be_understood_lets_nobody_in(site, body):
    site.issuers.answers[AMAZON, "Atza|odd"] = Introspection(200, body)
    assert refusal(site.assume("Atza|odd", "PhotoAppAmazon", ProviderId=AMAZON))[:2] == (400, "InvalidIdentityToken")
