"""The providers as data: a contract over all of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.credentials import ClientCredentials, live_credentials

each = pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.slug)


def test_they_stand_in_the_order_of_their_cards():
    assert [provider.name for provider in PROVIDERS] == ["Google", "Login with Amazon", "Facebook"]
    assert list(BY_SLUG) == ["google", "amazon", "facebook"]


@each
def test_a_card_has_two_letters_and_three_sentences(provider):
    assert len(provider.tile) == 2
    assert all((provider.hands_over, provider.how, provider.in_the_call, provider.off_reason))


@each
def test_an_opaque_token_needs_a_provider_id_and_a_jwt_must_not_have_one(provider):
    if provider.kind == "opaque":
        assert provider.provider_id == provider.principal
        assert provider.in_the_call == f"ProviderId={provider.provider_id}"
        assert provider.info_url
    else:
        assert (provider.provider_id, provider.in_the_call, provider.info_url) == ("", "no ProviderId", "")
        assert provider.issuer == f"https://{provider.principal}"
        assert provider.metadata_url == f"{provider.issuer}/.well-known/openid-configuration"


@each
def test_condition_keys_begin_with_the_principal(provider):
    assert provider.audience_key.startswith(f"{provider.principal}:")
    assert provider.subject_key.startswith(f"{provider.principal}:")


@each
def test_every_address_is_https(provider):
    assert provider.authorize_url in provider.endpoints.values()
    assert all(url.startswith("https://") for url in provider.endpoints.values())


@each
def test_the_real_one_is_on_when_both_settings_are_set(settings, provider):
    client_id, secret = provider.settings
    for given in ({}, {client_id: "id"}, {secret: "secret"}):
        for name in provider.settings:
            setattr(settings, name, given.get(name, ""))
        assert live_credentials(provider) is None
    setattr(settings, client_id, "id")
    setattr(settings, secret, "secret")
    assert live_credentials(provider) == ClientCredentials("id", "secret")


def test_a_provider_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        PROVIDERS[0].name = "Gaggle"
