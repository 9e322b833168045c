"""Signing in from several tabs of one browser, and coming back from where nobody can have been."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from playground.providers.catalogue import PROVIDERS
from playground.providers.configured import configured
from playground.walkthrough.token.signing_in import MOST_AWAY, end_session_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    return client


def off_to(browser, provider):
    """The way back, which the browser has not gone yet."""
    away = browser.get(f"/sign-in/{provider}/demo/")
    return browser.post(away.url, {"person": "maya"})["Location"]


def went_to(browser):
    """Whom the browser was at, as the wire says it."""
    entries = browser.get("/wire/wire.har").json()["log"]["entries"]
    asked = [entry["request"]["url"] for entry in entries]
    return [url.split("/")[2] for url in asked if "response_type=code" in url]


def test_each_of_two_tabs_comes_back_from_where_it_was(browser):
    first, second = off_to(browser, "google"), off_to(browser, "amazon")
    assert browser.get(first).status_code == 302
    assert went_to(browser) == ["accounts.google.com"]
    assert browser.get(second).status_code == 302
    assert went_to(browser) == ["accounts.google.com", "www.amazon.com"]


def test_what_is_remembered_of_tabs_that_never_come_back_has_a_bound(browser):
    for _ in range(MOST_AWAY + 3):
        back = off_to(browser, "google")
    assert len([key for key in browser.session.keys() if key.startswith("leaving ")]) == MOST_AWAY
    assert browser.get(back).status_code == 302
    assert went_to(browser) == ["accounts.google.com"]


@pytest.mark.parametrize("provider", [one.slug for one in PROVIDERS if one.whose != "person"])
def test_nobody_comes_back_from_a_provider_that_no_person_signs_in_with(browser, provider):
    assert browser.get(f"/signed-in/{provider}?code=x&state=y").status_code == 404


def test_nobody_comes_back_from_a_provider_that_is_off(browser, settings):
    back = off_to(browser, "google")
    settings.STAND_INS = False
    assert browser.get(back).status_code == 404


@pytest.mark.parametrize(
    ("issuer", "parameter"),
    [
        ("https://idp.example.com", "post_logout_redirect_uri"),
        ("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Real", "logout_uri"),
    ],
)
def test_the_provider_s_own_door_is_told_where_to_come_back_to_in_its_own_words(rf, settings, issuer, parameter):
    settings.OIDC_ISSUERS = {
        "corp": {"issuer": issuer, "client_id": "an-app", "client_secret": "", "name": "Corp", "scope": "openid"}
    }
    (provider,) = configured()
    request = rf.get("/")
    metadata = {"end_session_endpoint": "https://idp.example.com/logout"}
    request.session = {"_metadata_corp": {"for": "an-app", "until": time.time() + 60, "metadata": metadata}}
    query = parse_qs(urlsplit(end_session_url(request, provider)).query)
    assert query == {"client_id": ["an-app"], parameter: [f"{settings.SITE_URL}/"]}
