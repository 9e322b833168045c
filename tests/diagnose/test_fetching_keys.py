"""Diagnose asks an issuer for its keys only when the reader ticks it, a setting allows it, and the issuer is public."""

from __future__ import annotations

import json

import pytest
import requests
from joserfc.jwk import RSAKey

from playground.diagnose.keys_at_hand import keys_for
from playground.diagnose.reading.pasted import read_pasted
from playground.providers import keys
from playground.providers.transport import Transport
from tests.diagnose.test_what_is_left_open import CLAIMS
from tests.tokens.minting import mint

pytestmark = pytest.mark.django_db
ISSUER = CLAIMS["iss"]
KEY = RSAKey.generate_key(2048, {"kid": "its-own"})


class Issuer(requests.adapters.BaseAdapter):
    """An issuer at its own address."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def send(self, request, **_):
        self.asked.append(request.url)
        where = {
            f"{ISSUER}/.well-known/openid-configuration": {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"},
            f"{ISSUER}/keys": {"keys": [KEY.as_dict(private=False)]},
        }
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, request.url, request
        answer.headers["Content-Type"] = "application/json"
        answer._content = json.dumps(where[request.url]).encode()
        return answer

    def close(self):
        pass


@pytest.fixture
def issuer():
    keys.forget()
    yield Issuer()
    keys.forget()


def asked(issuer, claims=CLAIMS, **how):
    transport = Transport(lambda session: session.mount("https://", issuer), str)
    return keys_for(read_pasted(mint(claims)), None, transport=transport, **how)


def test_nobody_is_asked_unless_the_reader_wants_it(settings, issuer):
    settings.FETCH_ISSUER_KEYS = True
    assert asked(issuer) == (None, "")
    assert issuer.asked == []


def test_where_the_setting_is_off_nobody_is_asked_and_the_answer_says_so(settings, issuer):
    settings.FETCH_ISSUER_KEYS = False
    found = asked(issuer, fetch=True)
    assert found.keys is None
    assert "FETCH_ISSUER_KEYS" in found.missing
    assert issuer.asked == []


def test_the_issuers_own_keys_judge_the_signature(settings, issuer):
    settings.FETCH_ISSUER_KEYS = True
    found = asked(issuer, fetch=True)
    assert found.missing == ""
    assert [key.kid for key in found.keys.keys] == ["its-own"]
    assert issuer.asked[0] == f"{ISSUER}/.well-known/openid-configuration"


@pytest.mark.parametrize("address", ["https://169.254.169.254", "http://id.example.com", "https://localhost", "gopher://x"])
def test_a_token_that_names_another_machine_of_ours_is_left_open_with_the_reason(settings, issuer, address):
    settings.FETCH_ISSUER_KEYS = True
    found = asked(issuer, CLAIMS | {"iss": address}, fetch=True)
    assert found.keys is None
    assert found.missing
    assert issuer.asked == []


def test_the_page_offers_it_only_where_it_is_allowed_and_says_why_there_are_no_keys(client, settings):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    for allowed in (True, False):
        settings.FETCH_ISSUER_KEYS = allowed
        assert ('name="fetch"' in client.get("/diagnose/").content.decode()) is allowed
    token = mint(CLAIMS | {"iss": "https://169.254.169.254"})
    page = client.post("/diagnose/", {"token": token, "fetch": "1"}).content.decode()
    assert "FETCH_ISSUER_KEYS switches it on" in page
