"""Google's stand-in, from the consent page to the claims."""

from __future__ import annotations

import re

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from playground.stand_ins.keys import jwks
from playground.stand_ins.people import JUN, MAYA, PEOPLE, PRIYA, TOMAS
from playground.stand_ins.registrations import android_client_id, registration_for
from tests.stand_ins.walk import ACCOUNT, SLUGS, STATE, agree, authorize_url, trade

pytestmark = pytest.mark.django_db
CLIENT_ID = registration_for("google", ACCOUNT).client_id


def claims_of(browser, app, person, **choices):
    answer = trade(app, "google", agree(browser, "google", person=person.slug, **choices)["code"]).json()
    return jwt.decode(answer["id_token"], KeySet.import_key_set(jwks()), ["RS256"]).claims


def test_the_browser_comes_back_with_a_code_the_state_and_the_issuer(client):
    back = agree(client, "google")
    assert back.keys() == {"code", "state", "iss"}
    assert back["state"] == STATE
    assert back["iss"] == "https://accounts.google.com"


def test_the_token_response_has_googles_shape(client, app):
    answer = trade(app, "google", agree(client, "google")["code"])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert body.keys() == {"access_token", "expires_in", "token_type", "scope", "id_token"}
    assert body["access_token"].startswith("ya29.")
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, "openid email profile")


def test_the_id_token_is_signed_with_the_published_key_and_says_what_google_says(client, app):
    claims = claims_of(client, app, MAYA)
    assert claims["iss"] == "https://accounts.google.com"
    assert claims["azp"] == claims["aud"] == CLIENT_ID
    assert claims["sub"] == MAYA.google_sub
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["nonce"] == "n-0S6_WzA2Mj"
    assert (claims["hd"], claims["email"], claims["email_verified"]) == ("example.com", "maya@example.com", True)
    assert (claims["name"], claims["given_name"], claims["family_name"]) == ("Maya Okafor", "Maya", "Okafor")
    assert claims["at_hash"]


def test_tomas_has_a_private_account_without_hd(client, app):
    claims = claims_of(client, app, TOMAS)
    assert "hd" not in claims
    assert claims["name"] == "Tomás Lindqvist"


def test_priyas_email_is_not_verified(client, app):
    assert claims_of(client, app, PRIYA)["email_verified"] is False


def test_juns_azp_is_the_android_client_and_his_aud_is_the_web_client(client, app):
    claims = claims_of(client, app, JUN)
    assert claims["azp"] == android_client_id(ACCOUNT)
    assert claims["aud"] == CLIENT_ID != claims["azp"]


def test_scopes_decide_about_names_and_email(client, app):
    url = authorize_url("google", scope="openid")
    answer = trade(app, "google", agree(client, "google", url)["code"]).json()
    claims = jwt.decode(answer["id_token"], KeySet.import_key_set(jwks()), ["RS256"]).claims
    assert not claims.keys() & {"email", "email_verified", "name", "given_name", "family_name"}


def test_without_the_scope_openid_there_is_no_id_token(client, app):
    url = authorize_url("google", scope="email")
    assert "id_token" not in trade(app, "google", agree(client, "google", url)["code"]).json()


def test_a_request_without_a_nonce_gets_a_token_without_one(client, app):
    url = authorize_url("google", nonce=None)
    answer = trade(app, "google", agree(client, "google", url)["code"]).json()
    assert "nonce" not in jwt.decode(answer["id_token"], KeySet.import_key_set(jwks()), ["RS256"]).claims


def test_userinfo_knows_the_access_token_until_it_is_revoked(client, app):
    token = trade(app, "google", agree(client, "google")["code"]).json()["access_token"]
    userinfo, bearer = "https://openidconnect.googleapis.com/v1/userinfo", {"Authorization": f"Bearer {token}"}
    assert app.get(userinfo, headers=bearer).json()["sub"] == MAYA.google_sub
    assert app.post("https://oauth2.googleapis.com/revoke", {"token": token}).json() == {}
    gone = app.get(userinfo, headers=bearer)
    assert gone.status_code == 401
    assert gone.json() == {"error": "invalid_token", "error_description": "Invalid Credentials"}
    assert "Bearer" in gone.headers["WWW-Authenticate"]
    again = app.post("https://oauth2.googleapis.com/revoke", {"token": token})
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_the_discovery_document_names_the_real_addresses_to_a_client_that_asked_the_real_host(app):
    document = app.get("https://accounts.google.com/.well-known/openid-configuration").json()
    assert document["issuer"] == "https://accounts.google.com"
    assert document["authorization_endpoint"] == "https://accounts.google.com/o/oauth2/v2/auth"
    assert document["token_endpoint"] == "https://oauth2.googleapis.com/token"
    assert document["userinfo_endpoint"] == "https://openidconnect.googleapis.com/v1/userinfo"
    assert document["revocation_endpoint"] == "https://oauth2.googleapis.com/revoke"
    assert document["jwks_uri"] == "https://www.googleapis.com/oauth2/v3/certs"
    assert app.get(document["jwks_uri"]).json() == jwks()


def test_the_discovery_document_leads_a_client_that_came_by_our_own_path_to_our_own_paths(client):
    document = client.get("/stand-in/accounts.google.com/.well-known/openid-configuration").json()
    ours = {value for name, value in document.items() if name.endswith(("_endpoint", "_uri"))}
    assert all(url.startswith("http://localhost:8000/stand-in/") for url in ours)
    assert document["issuer"] == "https://accounts.google.com"
    assert client.get(document["jwks_uri"].removeprefix("http://localhost:8000")).json() == jwks()


def test_every_person_has_well_formed_ids_of_their_own():
    for ids, shape in (
        ([person.google_sub for person in PEOPLE], r"\d{21}"),
        ([person.amazon_user_id for person in PEOPLE], r"amzn1\.account\.[A-Z2-7]{28}"),
        ([person.facebook_id for person in PEOPLE], r"\d{17}"),
    ):
        assert len(set(ids)) == len(PEOPLE)
        for one in ids:
            assert re.fullmatch(shape, one), one


def test_there_is_a_walk_for_every_stand_in():
    assert set(SLUGS) == {"google", "amazon", "facebook"}
