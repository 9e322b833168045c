"""What an issuer publishes may be wrong in any member: that is said, and what is none of our business stops nobody."""

from __future__ import annotations

import json

import pytest
from joserfc.jwk import RSAKey

from playground.providers.refusals import SignInRefused
from tests.providers.test_trouble import CERTS, DISCOVERY, TOKEN
from tests.providers.visit import Visitor, credentials, refusal, tampered

pytestmark = pytest.mark.django_db
LEFT_OUT = object()
FOR_SECRETS = RSAKey.generate_key(2048, {"kid": "for-secrets", "use": "enc", "alg": "RSA-OAEP"}).as_dict(private=False)


def with_members(**members):
    """A change of single members of a JSON answer."""

    def change(answer):
        data = answer.json() | members
        answer._content = json.dumps({name: value for name, value in data.items() if value is not LEFT_OUT}).encode()
        return answer

    return change


def with_keys(change_keys):
    def change(answer):
        answer._content = json.dumps({"keys": change_keys(answer.json()["keys"])}).encode()
        return answer

    return change


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "value", [LEFT_OUT, None, 42, [], {}, "", "/relative", "http://idp.example/x", "javascript:alert(1)", "https://[::1"]
)
def test_an_endpoint_that_is_none_is_named_and_the_browser_is_sent_nowhere(name, value):
    transport, _ = tampered({DISCOVERY: with_members(**{name: value})})
    with pytest.raises(SignInRefused) as refused:
        Visitor(transport).begin("google")
    assert refused.value.code == "bad_discovery"
    assert f"`{name}`" in refused.value.sentence
    assert DISCOVERY in refused.value.fix


@pytest.mark.parametrize("value", [None, 42, "client_secret_post", {}])
def test_a_list_that_is_none_stops_nobody(value):
    lists = dict.fromkeys(("token_endpoint_auth_methods_supported", "id_token_signing_alg_values_supported"), value)
    transport, _ = tampered({DISCOVERY: with_members(**lists)})
    assert Visitor(transport).sign_in("google", demo=False).site_check.passed


@pytest.mark.parametrize(
    ("offered", "in_the_head"),
    [(LEFT_OUT, True), (["client_secret_basic"], True), (["client_secret_basic", "client_secret_post"], False)],
)
def test_an_issuer_that_does_not_say_how_it_wants_the_secret_gets_it_as_the_specification_has_it(offered, in_the_head):
    transport, between = tampered({DISCOVERY: with_members(token_endpoint_auth_methods_supported=offered)})
    Visitor(transport).sign_in("google", demo=False)
    trade = next(sent for sent in between.seen if sent.url == TOKEN)
    assert trade.headers.get("Authorization", "").startswith("Basic ") is in_the_head
    assert (credentials("google").client_secret in str(trade.body)) is not in_the_head


@pytest.mark.parametrize(
    "body", [b"null", b"[]", b'"x"', b"{}", b'{"keys": null}', b'{"keys": 42}', b'{"keys": []}', b'{"keys": [{"kty": "RSA"}]}']
)
def test_a_key_set_that_is_none_is_said_to_be_none(body):
    def change(answer):
        answer._content = body
        return answer

    refused = refusal("google", visitor=Visitor(tampered({CERTS: change})[0]))
    assert refused.code == "bad_discovery"
    assert "key set" in refused.sentence


@pytest.mark.parametrize(
    "other",
    [
        42,
        {"kty": "new"},
        {"kty": "RSA", "kid": "broken"},
        {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA", "kid": "strange"},
        {"kty": "OKP", "crv": "Ed448", "x": "AAAA", "kid": "short"},
        {"kty": "oct", "k": "AAAA"},
        FOR_SECRETS,
    ],
)
def test_a_key_of_the_set_that_verifies_nothing_is_passed_over(other):
    transport, _ = tampered({CERTS: with_keys(lambda keys: [other, *keys])})
    assert Visitor(transport).sign_in("google", demo=False).site_check.passed


def test_a_certificate_that_cannot_be_read_does_not_spoil_its_key():
    transport, _ = tampered({CERTS: with_keys(lambda keys: [key | {"x5c": ["no certificate"], "x5t": 5} for key in keys])})
    assert Visitor(transport).sign_in("google", demo=False).site_check.passed


def test_the_issuer_s_own_name_is_to_be_in_the_settings_to_the_letter():
    transport, _ = tampered({DISCOVERY: with_members(issuer="https://accounts.google.com/")})
    with pytest.raises(SignInRefused) as refused:
        Visitor(transport).begin("google")
    assert "a slash at the end counts" in refused.value.fix


@pytest.mark.parametrize(("says_so", "refused"), [(True, True), (False, False), (LEFT_OUT, False), ("true", False)])
def test_an_issuer_that_says_that_it_names_itself_has_to(says_so, refused):
    """RFC 9207 section 2.4."""
    transport, _ = tampered({DISCOVERY: with_members(authorization_response_iss_parameter_supported=says_so)})
    visitor = Visitor(transport)
    back = visitor.agree("google")
    del back["iss"]
    if refused:
        assert refusal("google", back, visitor, demo=False).code == "issuer_mismatch"
    else:
        assert visitor.finish("google", back, demo=False).site_check.passed


def test_what_the_issuer_signs_with_is_said_as_it_says_it_itself():
    transport, _ = tampered({DISCOVERY: with_members(id_token_signing_alg_values_supported=["none", "ES256", "ES384"])})
    assert refusal("google", visitor=Visitor(transport), demo=False).sentence == (
        "the algorithm is `RS256`, and this issuer signs with ES256 or ES384"
    )


def test_an_id_token_of_another_access_token_is_not_taken():
    transport, _ = tampered({TOKEN: with_members(access_token="ya29.of-somebody-else")})
    refused = refusal("google", visitor=Visitor(transport), demo=False)
    assert "`at_hash`" in refused.sentence
