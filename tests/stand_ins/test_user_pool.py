"""The user pool's stand-in: what its ID token says, and for how long."""

import time
from urllib.parse import urlencode

import pytest

from playground.stand_ins.adapter import browser_url
from playground.stand_ins.registrations import registration_for
from playground.stand_ins.tokens.mint import mint
from playground.tokens.jwt import take_apart
from tests.stand_ins.walk import ACCOUNT, ORIGIN, brought_back

HOSTED = "https://photo-app.auth.us-east-1.amazoncognito.com/oauth2"

# The claims of the sample in Cognito's developer guide, "Understanding the identity (ID) token".
DOCUMENTED = {
    "sub", "aud", "email_verified", "token_use", "auth_time", "iss", "cognito:username", "exp", "given_name", "iat", "email", "jti",
    "origin_jti",
}  # fmt: skip


def test_the_id_token_has_every_claim_of_the_documentations_sample(db):
    now = time.time()
    claims = take_apart(mint("user-pool", "maya", ACCOUNT, now=now)).unverified_claims
    assert claims.keys() >= DOCUMENTED
    assert claims["auth_time"] == claims["iat"] == int(now)
    assert (claims["token_use"], claims["exp"] - claims["iat"]) == ("id", 3600)


@pytest.fixture
def tokens(db, client, app):
    """What an app gets that asks for no scope."""
    pool, there = registration_for("user-pool", ACCOUNT), f"{ORIGIN}/signed-in/user-pool"
    asked = {"response_type": "code", "client_id": pool.client_id, "redirect_uri": there}
    back = client.post(browser_url(f"{HOSTED}/authorize?{urlencode(asked)}"), {"person": "maya"})
    form = {"grant_type": "authorization_code", "code": brought_back(back["Location"])["code"], "redirect_uri": there}
    return app.post(f"{HOSTED}/token", form, auth=(pool.client_id, pool.client_secret)).json()


def test_an_app_that_asks_for_no_scope_gets_all_of_its_own(tokens):
    assert tokens["scope"] == "openid email profile"
    assert take_apart(tokens["id_token"]).unverified_claims["email"] == "maya@example.com"


def test_user_info_answers_as_the_guide_shows_it_and_is_kept_by_nobody(app, tokens):
    address = f"{HOSTED}/userInfo"
    good = app.get(address, headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert (good.status_code, good.json()["email_verified"]) == (200, "true")
    assert "no-store" in good.headers["Cache-Control"]
    other = app.get(address, headers={"Authorization": "Bearer of-nobody"})
    assert (other.status_code, other.headers["WWW-Authenticate"].startswith('error="invalid_token"')) == (401, True)
    none = app.get(address)
    assert (none.status_code, none.headers["WWW-Authenticate"].startswith('error="invalid_request"')) == (400, True)
