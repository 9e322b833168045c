"""Providers that do something wrong sign nobody in, and the page says what was wrong in words."""

from __future__ import annotations

import time

import pytest

from playground.walkthrough.visitors.visitor import journey_in
from tests.live.servers.faulty import SLOW, Faulty

pytestmark = pytest.mark.django_db
DISCOVERY, TOKEN, KEYS = "openid-configuration", "token_endpoint", "jwks"


@pytest.fixture(scope="session")
def context(authority):
    return authority.context("localhost")


@pytest.fixture
def visit(client, configure, context, settings):
    """Signs in at a provider with this wrong: the page, and what the provider was asked."""
    client.defaults["HTTP_HOST"] = "localhost:8000"

    def visited(wrong):
        if wrong.endswith("slow"):
            settings.PROVIDER_TIMEOUT = 2
        with Faulty(context, wrong) as provider:
            configure(provider.issuer)
            away = client.get("/sign-in/corp/live/")
            if away.status_code == 200:
                return away.content.decode(), provider.asked
            back = client.get(provider.back(away.url))
            return back.content.decode(), provider.asked

    return visited


def test_with_nothing_wrong_somebody_is_signed_in(client, visit):
    visit("")
    assert journey_in(client.session).sign_in.person == "maya"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (f"{DISCOVERY} slow", "did not answer in time"),
        (f"{DISCOVERY} redirects", "answered with a redirect"),
        (f"{DISCOVERY} to metadata", "answered with a redirect"),
        (f"{DISCOVERY} html", "something that is not JSON"),
        (f"{DISCOVERY} breaks off", "cannot be reached"),
        (f"{DISCOVERY} error", "cannot be reached"),
        ("another issuer", "names another issuer"),
        (f"{TOKEN} slow", "did not answer in time"),
        (f"{TOKEN} redirects", "answered with a redirect"),
        (f"{TOKEN} html", "not JSON"),
        (f"{TOKEN} error", "cannot be reached"),
        (f"{KEYS} slow", "did not answer in time"),
        (f"{KEYS} redirects", "answered with a redirect"),
        (f"{KEYS} html", "not JSON"),
        ("huge keys", "larger than 1048576 bytes"),
        ("keys inside", "is no public host name"),
        ("wrong iss", "should be what this site asked for"),
        ("wrong aud", "audience is"),
        ("wrong nonce", "answers another request"),
        ("expired", "set the clock of the machine"),
        ("from the future", "set the clock of the machine"),
        ("no signature", "the algorithm is"),
        ("shared secret", "the algorithm is"),
        ("unknown key", "the issuer should publish it"),
        ("forged", "does not fit the token"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_signed_in(client, visit, wrong, says):
    start = time.monotonic()
    page, asked = visit(wrong)
    assert says in page
    assert journey_in(client.session).sign_in is None
    assert time.monotonic() - start < SLOW / 2
    assert "/elsewhere" not in asked


def test_a_secret_of_the_exchange_is_on_no_page_that_says_what_went_wrong(visit):
    page, _ = visit("wrong aud")
    assert "an-access-token" not in page
    assert "a-secret-of-the-test" not in page
