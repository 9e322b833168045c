"""Key sets of real issuers: only of the catalogue's, kept for an hour, asked for again at most twice a minute."""

from __future__ import annotations

import asyncio
import json
from threading import Event

import pytest
import requests

from playground.providers import keys
from playground.providers.keys import fetch_key_set
from playground.providers.transport import Transport
from playground.seats import Seats, waiting_outside
from playground.stand_ins.keys import jwks
from playground.tokens.keys import KeysUnavailable
from tests.providers.visit import tampered

pytestmark = pytest.mark.django_db
GOOGLE = "https://accounts.google.com"
DISCOVERY = f"{GOOGLE}/.well-known/openid-configuration"
CERTS = "https://www.googleapis.com/oauth2/v3/certs"


@pytest.fixture(autouse=True)
def _nothing_kept():
    keys.forget()
    yield
    keys.forget()


class Clock:
    """A clock that stands still until it is moved."""

    now = 1000.0

    def __call__(self):
        return self.now


def saying(data):
    def change(answer):
        answer._content = data if isinstance(data, bytes) else json.dumps(data).encode()
        return answer

    return change


def test_the_key_set_is_found_by_discovery_and_kept_for_an_hour():
    (transport, between), clock = tampered({}), Clock()
    for moved in (0, 1, 3598):
        clock.now += moved
        assert fetch_key_set(GOOGLE, transport=transport, clock=clock) == jwks()
    assert [sent.url for sent in between.seen] == [DISCOVERY, CERTS]
    clock.now += 2
    fetch_key_set(GOOGLE, transport=transport, clock=clock)
    assert len(between.seen) == 4


def test_an_unknown_kid_is_looked_for_at_most_twice_a_minute():
    (transport, between), clock = tampered({}), Clock()
    fetch_key_set(GOOGLE, transport=transport, clock=clock)
    for number in range(10):
        assert fetch_key_set(GOOGLE, f"kid-{number}", transport=transport, clock=clock) == jwks()
    assert len(between.seen) == 2 * 2  # the first, and one refresh: two in this minute
    clock.now += 61
    fetch_key_set(GOOGLE, "kid-10", transport=transport, clock=clock)
    assert len(between.seen) == 3 * 2


def test_a_kid_that_is_there_asks_nobody():
    (transport, between), clock = tampered({}), Clock()
    for _ in range(3):
        fetch_key_set(GOOGLE, jwks()["keys"][0]["kid"], transport=transport, clock=clock)
    assert len(between.seen) == 2


@pytest.mark.parametrize(
    "issuer", ["https://169.254.169.254", "https://evil.example", "http://accounts.google.com", "accounts.google.com", ""]
)
def test_a_token_cannot_choose_whom_this_machine_calls(settings, issuer):
    settings.FETCH_ISSUER_KEYS = False
    transport, between = tampered({})
    with pytest.raises(KeysUnavailable, match="catalogue"):
        fetch_key_set(issuer, transport=transport)
    assert between.seen == []


@pytest.mark.parametrize(
    "issuer", ["https://169.254.169.254", "https://localhost", "http://idp.example.com", "idp.example.com", ""]
)
def test_where_any_public_issuer_may_be_asked_a_private_one_may_not(settings, issuer):
    settings.FETCH_ISSUER_KEYS = True
    transport, between = tampered({})
    with pytest.raises(KeysUnavailable):
        fetch_key_set(issuer, transport=transport)
    assert between.seen == []


def test_an_issuer_that_gives_no_keys_is_not_asked_a_third_time_within_the_minute(settings):
    settings.FETCH_ISSUER_KEYS = True
    (transport, between), clock = tampered({}), Clock()
    for _ in range(5):
        with pytest.raises(KeysUnavailable, match="cannot be reached"):
            fetch_key_set("https://idp.example.com/tenant/", transport=transport, clock=clock)
    assert [sent.url for sent in between.seen] == ["https://idp.example.com/tenant/.well-known/openid-configuration"] * 2


def test_a_fresh_key_set_outlives_a_failed_search_for_another_key():
    clock = Clock()
    fetch_key_set(GOOGLE, transport=tampered({})[0], clock=clock)
    assert fetch_key_set(GOOGLE, "new", transport=tampered({CERTS: saying(b"")})[0], clock=clock) == jwks()


def test_a_thousand_issuers_leave_no_more_than_256_behind(settings):
    settings.FETCH_ISSUER_KEYS = True
    for number in range(300):
        with pytest.raises(KeysUnavailable):
            fetch_key_set(f"http://{number}.example.com")
    assert len(keys._kept) == keys.KEPT


@pytest.mark.parametrize(
    ("address", "data", "reason"),
    [
        (DISCOVERY, b"<html>", "not JSON"),
        (DISCOVERY, [], "no object"),
        (DISCOVERY, {"issuer": "https://evil.example", "jwks_uri": CERTS}, "name it as `issuer`"),
        (DISCOVERY, {"issuer": GOOGLE, "jwks_uri": "http://www.googleapis.com/oauth2/v3/certs"}, "https `jwks_uri`"),
        (DISCOVERY, {"issuer": GOOGLE}, "https `jwks_uri`"),
        (DISCOVERY, {"issuer": GOOGLE, "jwks_uri": "https://evil.example/keys"}, "cannot be reached"),
        (CERTS, {"keys": {}}, "list `keys`"),
        (CERTS, b"", "not JSON"),
    ],
)
def test_what_is_no_key_set_is_refused_and_says_why(address, data, reason):
    transport, _ = tampered({address: saying(data)})
    with pytest.raises(KeysUnavailable) as refused:
        fetch_key_set(GOOGLE, transport=transport)
    assert reason in refused.value.reason


def test_a_slow_issuer_is_told_from_an_unreachable_one():
    def slow(answer):
        raise requests.ReadTimeout

    with pytest.raises(KeysUnavailable, match="in time"):
        fetch_key_set(GOOGLE, transport=tampered({CERTS: slow})[0])


def test_an_issuer_that_fails_later_is_not_served_from_what_is_old():
    clock = Clock()
    fetch_key_set(GOOGLE, transport=tampered({})[0], clock=clock)
    clock.now += 3601
    with pytest.raises(KeysUnavailable):
        fetch_key_set(GOOGLE, transport=tampered({CERTS: saying(b"")})[0], clock=clock)


def test_who_waits_for_the_same_issuer_leaves_its_seat_to_who_asks_it(settings):
    """One seat, two requests. The second waits for the first, which needs the seat to go on once the issuer has answered."""
    settings.PROVIDER_TIMEOUT = 60
    asked, second_is_there, answering = Event(), Event(), {DISCOVERY: {"issuer": GOOGLE, "jwks_uri": CERTS}, CERTS: jwks()}

    class Slow(requests.adapters.HTTPAdapter):
        def send(self, request, **_):
            with waiting_outside():
                asked.set()
                assert second_is_there.wait(60)
            answer = requests.Response()
            answer.status_code, answer.url, answer.headers["Content-Type"] = 200, request.url, "application/json"
            answer._content = json.dumps(answering[request.url]).encode()
            return answer

    def first():
        return fetch_key_set(GOOGLE, transport=Transport(lambda session: session.mount("https://", Slow()), str))

    def second():
        second_is_there.set()
        return fetch_key_set(GOOGLE)

    async def both():
        seats = Seats(1)

        async def seated(work):
            async with seats.seat():
                return await asyncio.to_thread(work)

        one = asyncio.ensure_future(seated(first))
        await asyncio.to_thread(asked.wait, 60)
        return await asyncio.gather(one, seated(second))

    assert asyncio.run(both()) == [jwks(), jwks()]
