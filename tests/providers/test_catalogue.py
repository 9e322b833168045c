"""The providers as data: a contract over all of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.configured import COGNITO, configured
from playground.providers.credentials import ClientCredentials, live_audience, live_credentials
from playground.providers.from_environment import TAKEN

WHOSE = ["person", "job", "pool"]
each = pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.slug)


def test_they_stand_in_the_order_of_their_cards():
    assert [provider.name for provider in PROVIDERS[:3]] == ["Google", "Login with Amazon", "Facebook"]
    assert [provider.whose for provider in PROVIDERS] == sorted((provider.whose for provider in PROVIDERS), key=WHOSE.index)
    assert list(BY_SLUG) == [provider.slug for provider in PROVIDERS]


def test_an_issuer_of_the_operators_own_takes_no_name_of_the_catalogue():
    assert set(TAKEN) == set(BY_SLUG)


@each
def test_a_card_has_three_sentences(provider):
    assert all((provider.hands_over, provider.how, provider.in_the_call, provider.off_reason))


PICTURES = Path(settings.BASE_DIR) / "static" / "img" / "providers"


@pytest.mark.parametrize("tile", [*(one.tile for one in PROVIDERS), "issuer"])
def test_each_has_a_picture_of_its_own_in_the_colour_of_the_text(tile):
    drawing = ElementTree.parse(PICTURES / f"{tile}.svg").getroot()
    (mark,) = drawing
    assert (drawing.get("viewBox"), mark.get("id"), mark.get("stroke")) == ("0 0 24 24", "mark", "currentColor")
    assert len({one.tile for one in PROVIDERS}) == len(PROVIDERS)


def test_no_picture_is_left_over():
    assert {file.stem for file in PICTURES.iterdir()} == {*(one.tile for one in PROVIDERS), "issuer"}


def test_an_issuer_of_the_operator_s_own_has_one_too(settings):
    own = {"name": "Ours", "scope": "openid"}
    settings.OIDC_ISSUERS = {
        "a": own | {"issuer": "https://id.example.com"},
        "b": own | {"issuer": f"{COGNITO}eu-west-1.amazonaws.com/x"},
    }
    assert [one.tile for one in configured()] == ["issuer", "user-pool"]


@each
def test_an_opaque_token_needs_a_provider_id_and_a_jwt_must_not_have_one(provider):
    if provider.kind == "opaque":
        assert provider.provider_id == provider.principal
        assert provider.in_the_call == f"ProviderId={provider.provider_id}"
        assert provider.info_url
    else:
        assert (provider.provider_id, provider.in_the_call, provider.info_url) == ("", "no ProviderId", "")
        assert provider.issuer == f"https://{provider.principal}"
        assert provider.metadata_url in ("", f"{provider.issuer}/.well-known/openid-configuration")


@each
def test_condition_keys_begin_with_the_principal(provider):
    assert provider.audience_key.startswith(f"{provider.principal}:")
    assert provider.subject_key.startswith(f"{provider.principal}:")


@each
def test_every_address_is_https(provider):
    assert provider.whose != "person" or provider.authorize_url in provider.endpoints.values()
    assert all(url.startswith("https://") for url in provider.endpoints.values())


@each
def test_the_real_one_is_on_when_both_settings_are_set(settings, provider):
    if not provider.settings:
        assert live_credentials(provider) is None
        return
    client_id, secret = provider.settings
    for given in ({}, {client_id: "id"}, {secret: "secret"}):
        for name in provider.settings:
            setattr(settings, name, given.get(name, ""))
        assert live_credentials(provider) is None
    setattr(settings, client_id, "id")
    setattr(settings, secret, "secret")
    assert live_credentials(provider) == ClientCredentials("id", "secret")


def test_what_a_policy_compares_is_the_client_id_but_for_amazon_another_id_of_the_same_app(settings):
    google, amazon = (next(one for one in PROVIDERS if one.slug == slug) for slug in ("google", "amazon"))
    assert live_audience(google) == ""
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "of-google", "secret"
    settings.LOGIN_WITH_AMAZON_CLIENT_ID, settings.LOGIN_WITH_AMAZON_CLIENT_SECRET = "amzn1.application-oa2-client.1", "secret"
    settings.LOGIN_WITH_AMAZON_APP_ID = "amzn1.application.2"
    assert (live_audience(google), live_audience(amazon)) == ("of-google", "amzn1.application.2")


def test_a_provider_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        PROVIDERS[0].name = "Gaggle"


@each
def test_its_page_has_something_to_teach(provider):
    assert len(provider.lesson) >= 3
    assert all(sentence.endswith(".") for sentence in provider.lesson)


@each
def test_an_account_s_number_stands_in_every_name_of_its_own(provider):
    own = provider.of("444455556666")
    assert "{account" not in f"{own.principal} {own.audience_key} {own.subject_key} {own.issuer} {own.trusts}"
    if provider.registered:
        assert provider.federated("444455556666") == f"arn:aws:iam::444455556666:oidc-provider/{own.principal}"
    else:
        assert provider.federated("444455556666") == provider.principal
