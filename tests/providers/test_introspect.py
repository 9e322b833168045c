"""Asking a real provider about an opaque token, as our STS does: one question, no redirect, no secret in a message."""

from __future__ import annotations

import pytest
import requests

from playground.providers.catalogue import BY_SLUG
from playground.providers.introspect import ask_provider
from playground.stand_ins.tokens.introspect import introspect
from playground.stand_ins.tokens.mint import mint
from playground.tokens.opaque_provider import ProviderUnreachable
from tests.providers.visit import ACCOUNT, answering, credentials, tampered

pytestmark = pytest.mark.django_db
OPAQUE = ("amazon", "facebook")


@pytest.fixture
def _switched_on(settings):
    for slug in OPAQUE:
        app = credentials(slug)
        for name, value in zip(BY_SLUG[slug].settings, (app.client_id, app.client_secret), strict=True):
            setattr(settings, name, value)


@pytest.mark.usefixtures("_switched_on")
@pytest.mark.parametrize("slug", OPAQUE)
@pytest.mark.parametrize("breakage", ["whole", "expired", "taken-back"])
def test_the_answer_is_the_providers_own(slug, breakage):
    provider, (transport, between) = BY_SLUG[slug], tampered({})
    token = mint(slug, "maya", ACCOUNT, breakage=breakage)
    answer = ask_provider(provider, token, transport)
    expected = introspect(provider.provider_id, token)
    assert answer.status == expected[0]
    assert answer.body.keys() == expected[1].keys()
    assert [sent.url.partition("?")[0] for sent in between.seen] == [provider.info_url]


@pytest.mark.usefixtures("_switched_on")
@pytest.mark.parametrize("slug", OPAQUE)
def test_a_provider_that_does_not_answer_is_unreachable_and_the_token_stays_out_of_the_reason(slug):
    def fail(answer):
        raise requests.ConnectionError(answer.request.url)

    provider = BY_SLUG[slug]
    with pytest.raises(ProviderUnreachable) as refused:
        ask_provider(provider, "a-secret-token", tampered({provider.info_url: fail})[0])
    assert "a-secret-token" not in refused.value.reason


@pytest.mark.usefixtures("_switched_on")
@pytest.mark.parametrize("slug", OPAQUE)
@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[" * 100_000])
def test_an_answer_that_cannot_be_read_is_none(slug, body):
    provider = BY_SLUG[slug]
    with pytest.raises(ProviderUnreachable):
        ask_provider(provider, "x", tampered({provider.info_url: answering(body)})[0])


@pytest.mark.parametrize("slug", OPAQUE)
def test_a_provider_that_is_not_switched_on_is_not_asked(slug):
    transport, between = tampered({})
    with pytest.raises(ProviderUnreachable, match="not switched on"):
        ask_provider(BY_SLUG[slug], "x", transport)
    assert between.seen == []
