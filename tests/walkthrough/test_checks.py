"""Settings that contradict themselves are refused aloud; what is off says what switches it on."""

import pytest

from playground.walkthrough.checks import (
    half_a_provider,
    other_addresses,
    other_id_of_amazon,
    ports,
    reached_in_the_open,
    switched_off,
)


def ids(messages):
    return [message.id for message in messages]


def test_a_client_id_without_its_secret_is_an_error(settings):
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "id", ""
    (error,) = half_a_provider()
    assert error.id == "playground.E001"
    assert "GOOGLE_CLIENT_SECRET" in error.hint


def test_with_both_halves_the_provider_is_on_and_no_longer_named(settings):
    assert len(switched_off()) == 3
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "id", "secret"
    assert half_a_provider() == []
    assert len(switched_off()) == 2


def test_the_id_of_an_app_at_amazon_that_policies_compare_is_asked_for(settings):
    assert other_id_of_amazon() == []
    settings.LOGIN_WITH_AMAZON_CLIENT_ID, settings.LOGIN_WITH_AMAZON_CLIENT_SECRET = "id", "secret"
    assert ids(other_id_of_amazon()) == ["playground.W003"]
    settings.LOGIN_WITH_AMAZON_APP_ID = "amzn1.application.1234"
    assert other_id_of_amazon() == []


def test_one_port_for_both_is_an_error(settings):
    settings.AWS_PORT = settings.PORT
    assert ids(ports()) == ["playground.E002"]


def test_a_public_site_without_tls_is_warned_of(settings):
    assert reached_in_the_open() == []
    settings.SITE_URL = "http://playground.example"
    assert ids(reached_in_the_open()) == ["playground.W001"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"amazon": {"token_endpoint": "https://api.amazon.co.uk/auth/o2/token"}}, []),
        ([], ["playground.E004"]),
        ({"amazon": "https://api.amazon.co.uk"}, ["playground.E004"]),
        ({"amazn": {}}, ["playground.E004"]),
        ({"amazon": {"token_url": "https://api.amazon.co.uk/auth/o2/token"}}, ["playground.E004"]),
        ({"amazon": {"token_endpoint": "http://api.amazon.co.uk/auth/o2/token"}}, ["playground.E004"]),
        ({"amazon": {"token_endpoint": None}}, ["playground.E004"]),
    ],
)
def test_other_addresses_are_those_of_a_provider(settings, given, found):
    settings.PROVIDER_ENDPOINTS = given
    assert ids(other_addresses()) == found
