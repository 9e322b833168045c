"""Opaque access tokens: what Login with Amazon and Facebook say about them decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import PASS, SKIP
from playground.tokens.access_token import ACCESS_TOKEN_CHECKS, Introspection, ProviderUnreachable, verify_access_token
from tests.tokens.minting import NOW, failed, mint, sentence

AMAZON, FACEBOOK = "www.amazon.com", "graph.facebook.com"
TOKENINFO = {
    "iss": "https://www.amazon.com",
    "user_id": "amzn1.account.AFK",
    "app_id": "amzn1.application.3f1c",
    "aud": "amzn1.application-oa2-client.7d24",
    "exp": 3412,
    "iat": NOW - 188,
}
DEBUG_TOKEN = {
    "data": {"app_id": "111222", "type": "USER", "is_valid": True, "user_id": "5", "expires_at": NOW + 60, "scopes": []}
}


def judge(provider_id, token, status=200, body=None):
    answer = Introspection(status, (TOKENINFO if provider_id == AMAZON else DEBUG_TOKEN) if body is None else body)
    return verify_access_token(provider_id, token, introspect=lambda provider, text: answer, now=NOW)


def test_the_checks_stand_in_one_tuple():
    assert [check.name for check in ACCESS_TOKEN_CHECKS] == ["ProviderId", "Shape", "The provider knows it", "App", "Dates"]


def test_a_token_that_amazon_knows_passes_with_the_claims_of_tokeninfo():
    verification = judge(AMAZON, "Atza|IwEBIK7")
    assert [check.name for check in verification.finding.reasons] == ["ProviderId", "Shape", "Amazon knows it", "App", "Dates"]
    assert all(check.verdict is PASS for check in verification.finding.reasons)
    assert verification.finding.reasons[-1].sentence == "56 minutes 52 seconds left"
    assert verification.claims == {key: TOKENINFO[key] for key in ("app_id", "user_id", "aud")}
    assert verification.provider.name == AMAZON


def test_a_token_that_facebook_knows_passes_with_the_claims_of_debug_token():
    verification = judge(FACEBOOK, "EAAB")
    assert verification.claims == {"app_id": "111222", "id": "5"}
    assert verification.provider.name == FACEBOOK


LWA = "Provided Token is not a Login With Amazon token"
REJECTED = "graph.facebook.com: graph.facebook.com responded with HTTP/1.1 400 Bad Request"
UNRECOGNIZED = "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens"
REFUSED = [
    (AMAZON, "rubbish", 200, None, "Shape", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza%7CIwEB", 200, None, "Shape", "InvalidIdentityToken", LWA),
    (AMAZON, "Atzr|IwEB", 200, None, "Shape", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza|IwEB\n", 200, None, "Shape", "InvalidIdentityToken", LWA),
    (AMAZON, "", 200, None, "Shape", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza|IwEB", 400, {"error": "invalid_token"}, "Amazon knows it", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza|IwEB", 200, TOKENINFO | {"iss": "https://evil.example"}, "Amazon knows it", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza|IwEB", 200, {"exp": 60}, "App", "InvalidIdentityToken", LWA),
    (AMAZON, "Atza|IwEB", 200, TOKENINFO | {"exp": "60"}, "Dates", "InvalidIdentityToken", LWA),
    (FACEBOOK, "a b", 200, None, "Shape", "IDPRejectedClaim", REJECTED),
    (FACEBOOK, "EAAB", 400, {}, "Facebook knows it", "IDPRejectedClaim", REJECTED),
    (FACEBOOK, "EAAB", 200, {"data": {"is_valid": False}}, "Facebook knows it", "IDPRejectedClaim", REJECTED),
    (FACEBOOK, "EAAB", 200, {"data": {"is_valid": "true"}}, "Facebook knows it", "IDPRejectedClaim", REJECTED),
    (FACEBOOK, "EAAB", 200, {"data": DEBUG_TOKEN["data"] | {"user_id": None}}, "App", "IDPRejectedClaim", REJECTED),
    ("accounts.google.com", "x", 200, None, "ProviderId", "AccessDenied", UNRECOGNIZED),
    ("www.Amazon.com", "Atza|x", 200, None, "ProviderId", "AccessDenied", UNRECOGNIZED),
]


@pytest.mark.parametrize(("provider_id", "token", "status", "body", "check", "code", "message"), REFUSED)
def test_each_check_refuses_in_the_words_of_aws(provider_id, token, status, body, check, code, message):
    verification = judge(provider_id, token, status, body)
    assert failed(verification) == check
    assert (verification.refusal.code, verification.refusal.message, verification.claims) == (code, message, None)
    assert verification.refusal.status == {"InvalidIdentityToken": 400}.get(code, 403)
    after = [reason.name for reason in verification.finding.reasons].index(check) + 1
    assert all(reason.verdict is SKIP for reason in verification.finding.reasons[after:])


@pytest.mark.parametrize("provider_id", [AMAZON, FACEBOOK])
def test_an_id_token_sent_with_a_provider_id_is_refused(provider_id):
    verification = judge(provider_id, mint())
    assert (verification.refusal.message, verification.refusal.confirmed) == (UNRECOGNIZED, False)
    assert "should be sent without a ProviderId" in sentence(verification)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_that_does_not_answer_properly_is_a_communication_error(status):
    verification = judge(AMAZON, "Atza|x", status, {})
    assert (verification.refusal.code, verification.refusal.status) == ("IDPCommunicationError", 400)


def test_a_provider_that_cannot_be_reached_is_a_communication_error():
    def introspect(provider_id, token):
        raise ProviderUnreachable("no answer within 5 seconds")

    verification = verify_access_token(FACEBOOK, "EAAB", introspect=introspect, now=NOW)
    assert verification.refusal.code == "IDPCommunicationError"
    assert "Facebook could not be asked: no answer within 5 seconds" in sentence(verification)


@pytest.mark.parametrize(
    ("provider_id", "token", "body"),
    [
        (AMAZON, "Atza|x", TOKENINFO | {"exp": 0}),
        (AMAZON, "Atza|x", TOKENINFO | {"exp": -5}),
        (FACEBOOK, "EAAB", {"data": DEBUG_TOKEN["data"] | {"expires_at": NOW}}),
    ],
)
def test_a_token_without_time_left_has_expired(provider_id, token, body):
    assert judge(provider_id, token, body=body).refusal.code == "ExpiredTokenException"


def test_a_token_of_facebook_may_never_expire():
    verification = judge(FACEBOOK, "EAAB", body={"data": DEBUG_TOKEN["data"] | {"expires_at": 0, "app_id": 111222}})
    assert verification.claims == {"app_id": "111222", "id": "5"}
    assert verification.finding.reasons[-1].sentence == "the token never expires"


def test_the_provider_is_asked_once_and_only_when_the_token_has_the_right_shape():
    asked = []

    def introspect(provider_id, token):
        asked.append((provider_id, token))
        return Introspection(200, TOKENINFO)

    verify_access_token(AMAZON, "rubbish", introspect=introspect, now=NOW)
    verify_access_token(AMAZON, "Atza|x", introspect=introspect, now=NOW)
    assert asked == [(AMAZON, "Atza|x")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.dictionaries(
    st.sampled_from([*TOKENINFO, "data", "error"]), JSON | st.dictionaries(st.sampled_from(list(DEBUG_TOKEN["data"])), JSON)
)


@given(st.sampled_from([AMAZON, FACEBOOK, "x"]), st.text().map("Atza|".__add__), st.integers(100, 599), BODIES)
def test_no_token_and_no_answer_make_it_raise(provider_id, token, status, body):
    verification = judge(provider_id, token, status, body)
    assert (verification.claims is not None) is verification.passed
