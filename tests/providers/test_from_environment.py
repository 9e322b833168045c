"""OIDC_ISSUERS and PROVIDER_ENDPOINTS: what they say is so, and what can be none is refused at start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from playground.providers import sign_in
from playground.providers.catalogue import BY_SLUG
from playground.providers.discovery import NEEDED
from playground.providers.from_environment import own_issuers
from playground.providers.keys import fetch_key_set, forget
from playground.providers.live import as_live
from playground.sandbox.seed import Trusted, plant
from playground.stand_ins.keys import jwks
from tests.providers.visit import ORIGIN, Visitor, answering, credentials, tampered

OWN = {
    "authorization_endpoint": "https://idp.example/authorize",
    "token_endpoint": "https://idp.example/token",
    "jwks_uri": "https://idp.example/keys",
}


def read(monkeypatch, **settings):
    for name, value in {"OIDC_ISSUERS": "corp", **settings}.items():
        monkeypatch.setenv(name, value)
    return own_issuers(Env())


@pytest.mark.parametrize(
    "issuer", ["https://idp.example", "https://idp.example/", "https://idp.example:8443/realms/corp", "https://localhost:1"]
)
def test_an_issuer_is_taken_to_the_letter(monkeypatch, issuer):
    assert read(monkeypatch, OIDC_CORP_ISSUER=issuer)["corp"]["issuer"] == issuer


@pytest.mark.parametrize(
    "issuer",
    ["", "https://", "https:///path", "http://idp.example", "HTTPS://idp.example", "https://u:p@idp.example", "https://@idp.example",
     "https://idp.example?x", "https://idp.example#x", "https://idp example", "https://idp.example/\\x", "https://idp.example:x", "https://[::1"],
)  # fmt: skip
def test_what_is_no_issuer_is_refused(monkeypatch, issuer):
    with pytest.raises(ImproperlyConfigured, match="OIDC_CORP_ISSUER is"):
        read(monkeypatch, OIDC_CORP_ISSUER=issuer)


@pytest.mark.parametrize("scope", ["", "email", "openidx email", "OPENID"])
def test_a_scope_that_brings_no_id_token_is_refused(monkeypatch, scope):
    with pytest.raises(ImproperlyConfigured, match=r"OIDC_CORP_SCOPE is .*openid"):
        read(monkeypatch, OIDC_CORP_ISSUER="https://idp.example", OIDC_CORP_SCOPE=scope)


def test_two_apps_at_one_issuer_are_two_client_ids_of_its_provider():
    apps = [
        Trusted(name, "idp.example", "idp.example:aud", "idp.example:sub", (app,), {}, registered=True)
        for name, app in ("aA", "bB")
    ]
    account = plant("111122223333", "eu-west-1", tuple(apps), 0.0).account
    assert account.providers["idp.example"].client_ids == ("A", "B")
    assert len(account.roles) == 2


@pytest.mark.django_db
def test_addresses_of_the_operator_s_own_count_more_than_the_discovery_document(settings):
    settings.PROVIDER_ENDPOINTS = {"google": {"authorization_endpoint": OWN["authorization_endpoint"]}}
    transport, between = tampered({})
    url = sign_in.begin(
        Visitor()._request("/"), as_live(BY_SLUG["google"]), credentials("google"), f"{ORIGIN}/x", transport
    ).url
    assert "idp.example/authorize?" in url
    assert [sent.url for sent in between.seen] == [BY_SLUG["google"].metadata_url]


@pytest.mark.django_db
def test_where_all_of_them_are_the_operator_s_own_no_document_is_asked_for(settings):
    assert OWN.keys() == set(NEEDED)
    settings.PROVIDER_ENDPOINTS = {"google": OWN}
    transport, between = tampered({})
    url = sign_in.begin(
        Visitor()._request("/"), as_live(BY_SLUG["google"]), credentials("google"), f"{ORIGIN}/x", transport
    ).url
    assert "idp.example/authorize?" in url
    assert between.seen == []


@pytest.mark.django_db
def test_sts_looks_for_the_keys_where_the_operator_says(settings):
    forget()
    settings.PROVIDER_ENDPOINTS = {"google": {"jwks_uri": BY_SLUG["google"].endpoints["jwks_uri"]}}
    transport, between = tampered({BY_SLUG["google"].metadata_url: answering(b"", 500)})
    assert fetch_key_set("https://accounts.google.com", transport=transport) == jwks()
    assert [sent.url for sent in between.seen] == [BY_SLUG["google"].endpoints["jwks_uri"]]
    forget()
