"""The live code signs people in with providers that others wrote, over https, and our STS takes their tokens by their own keys."""

from __future__ import annotations

import signal
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from playground.walkthrough.visitors.visitor import journey_in
from tests.live.browser import through
from tests.load.ready import wait_until
from tests.server import PATIENCE

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-test-0123456789"


@pytest.fixture
def here(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    return client


def sign_in(here, authority, **fields):
    """There and back; the address that this site then sends the browser to."""
    away = here.get("/sign-in/corp/live/")
    assert away.status_code == 302, away.content.decode()
    arrived = here.get(through(away.url, authority.bundle, **fields))
    assert arrived.status_code == 302, arrived.content.decode()
    return away.url


def call(here):
    journey = journey_in(here.session)
    form = {"RoleArn": journey.draft.RoleArn, "RoleSessionName": "maya", "action": "send"}
    assert here.post("/call/send/", form).status_code == 302
    return journey_in(here.session).outcome


def kids(running, authority):
    """The names of the keys that a provider publishes; None while it is down."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(
                f"{running.issuer}/jwks", verify=authority.bundle, headers={"Connection": "close"}, timeout=PATIENCE
            )
        except requests.ConnectionError:
            return None
        return [key["kid"] for key in answer.json()["keys"]]


def test_oidc_provider_mock_signs_somebody_in_and_sts_takes_the_token(here, authority, configure, mock):
    configure(mock.issuer)
    sign_in(here, authority, sub="maya")
    page = here.get("/token/").content.decode()
    assert "every check" in page or "checks pass" in page
    outcome = call(here)
    assert outcome.status == 200, outcome
    assert outcome.fields["SubjectFromWebIdentityToken"] == "maya"
    assert outcome.fields["Provider"].endswith(f"oidc-provider/{mock.issuer.removeprefix('https://')}")


@pytest.mark.parametrize(
    ("client_id", "client_secret"), [("by-post", SECRET), ("by-basic", SECRET), ("by-nothing", ""), ("by-ec", SECRET)]
)
def test_the_certified_provider_signs_somebody_in_however_the_client_shows_who_it_is(
    here, authority, configure, certified, client_id, client_secret
):
    configure(certified.issuer, client_id, client_secret)
    away = parse_qs(urlsplit(sign_in(here, authority, login="maya", password="x")).query)
    assert away["code_challenge_method"] == ["S256"]
    assert away["state"]
    assert away["nonce"]
    assert call(here).fields["Audience"] == client_id


def test_a_person_who_says_no_is_told_so(here, authority, configure, certified):
    configure(certified.issuer, "by-post")
    away = here.get("/sign-in/corp/live/")
    back = here.get(through(away.url, authority.bundle, refuse=True))
    assert "You said no" in back.content.decode()


def test_a_wrong_secret_is_said_with_the_settings_to_compare(here, authority, configure, certified):
    configure(certified.issuer, "by-post", "another-secret-than-the-right-one")
    away = here.get("/sign-in/corp/live/")
    page = here.get(through(away.url, authority.bundle, login="maya", password="x")).content.decode()
    assert "does not take this site’s client id and secret" in page
    assert "OIDC_CORP_CLIENT_SECRET" in page


def test_an_answer_comes_in_once(here, authority, configure, mock):
    configure(mock.issuer)
    away = here.get("/sign-in/corp/live/")
    back = through(away.url, authority.bundle, sub="maya")
    assert here.get(back).status_code == 302
    assert "No sign-in is under way" in here.get(back).content.decode()


def test_when_the_keys_change_a_new_token_is_good_at_once(here, authority, configure, rotating):
    configure(rotating.issuer)
    sign_in(here, authority)
    assert call(here).status == 200
    before = kids(rotating, authority)
    rotating.process.send_signal(signal.SIGHUP)
    wait_until(lambda: kids(rotating, authority) not in (before, None), "it should publish another key")
    sign_in(here, authority)
    assert call(here).status == 200


def test_signing_out_forgets_the_token_and_leads_to_the_providers_own_door(here, authority, configure, mock):
    configure(mock.issuer)
    sign_in(here, authority, sub="maya")
    before, token = here.session.session_key, journey_in(here.session).sign_in.token
    page = here.post("/sign-out/").content.decode()
    assert f"{mock.issuer}/oauth2/end_session?client_id=an-app" in page
    assert token not in page
    assert journey_in(here.session).sign_in is None
    assert here.session.session_key != before


def test_the_session_is_another_one_after_signing_in(here, authority, configure, mock):
    configure(mock.issuer)
    away = here.get("/sign-in/corp/live/")
    before = here.session.session_key
    here.get(through(away.url, authority.bundle, sub="maya"))
    assert here.session.session_key != before
