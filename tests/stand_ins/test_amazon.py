"""Login with Amazon's stand-in: an opaque token, and what tokeninfo and the profile say."""

from __future__ import annotations

import pytest

from playground.stand_ins.people import MAYA
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, TOKEN, access_token, agree, authorize_url, trade

pytestmark = pytest.mark.django_db
TOKENINFO = "https://api.amazon.com/auth/o2/tokeninfo"
PROFILE = "https://api.amazon.com/user/profile"
APP = registration_for("amazon", ACCOUNT)


def test_the_token_response_has_amazons_shape(client, app):
    body = trade(app, "amazon", agree(client, "amazon")["code"]).json()
    assert body.keys() == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert body["access_token"].startswith("Atza|")
    assert 350 <= len(body["access_token"]) <= 2048
    assert body["refresh_token"].startswith("Atzr|")
    assert (body["token_type"], body["expires_in"]) == ("bearer", 3600)


def test_tokeninfo_says_whose_token_it_is_and_which_apps_and_counts_exp_in_seconds_left(client, app):
    answer = app.get(TOKENINFO, params={"access_token": access_token(client, app, "amazon")})
    info = answer.json()
    assert answer.status_code == 200
    assert info.keys() == {"iss", "user_id", "aud", "app_id", "exp", "iat"}
    assert (info["iss"], info["user_id"]) == ("https://www.amazon.com", MAYA.amazon_user_id)
    assert (info["aud"], info["app_id"]) == (APP.client_id, APP.app_id)
    assert 3500 < info["exp"] <= 3600


@pytest.mark.parametrize("way", ["bearer", "x-amz-access-token", "query"])
def test_the_profile_takes_the_token_in_three_ways(client, app, way):
    token = access_token(client, app, "amazon")
    headers = {"bearer": {"Authorization": f"bearer {token}"}, "x-amz-access-token": {"x-amz-access-token": token}}
    answer = app.get(PROFILE, headers=headers.get(way), params={"access_token": token} if way == "query" else None)
    assert answer.json() == {"user_id": MAYA.amazon_user_id, "name": "Maya Okafor", "email": "maya@example.com"}


def test_the_scope_decides_what_the_profile_tells(client, app):
    url = authorize_url("amazon", scope="profile:user_id postal_code")
    token = trade(app, "amazon", agree(client, "amazon", url)["code"]).json()["access_token"]
    profile = app.get(PROFILE, params={"access_token": token}).json()
    assert profile.keys() == {"user_id", "postal_code"}


def test_a_token_that_nobody_gave_out_is_invalid_and_amazon_does_not_say_why(app):
    for address in (TOKENINFO, PROFILE):
        answer = app.get(address, params={"access_token": "Atza|nobody"})
        assert answer.status_code == 400
        assert answer.json().keys() == {"error", "error_description"}
        assert answer.json()["error"] == "invalid_token"


def test_without_a_token_the_request_is_an_invalid_one(app):
    for address in (TOKENINFO, PROFILE):
        answer = app.get(address)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_refresh_token_gets_a_new_access_token_for_the_same_person(client, app):
    first = trade(app, "amazon", agree(client, "amazon", person="priya")["code"]).json()
    form = {
        "grant_type": "refresh_token",
        "refresh_token": first["refresh_token"],
        "client_id": APP.client_id,
        "client_secret": APP.client_secret,
    }
    second = app.post(TOKEN["amazon"], form).json()
    assert second["access_token"] != first["access_token"]
    profile = app.get(PROFILE, params={"access_token": second["access_token"]}).json()
    assert profile["name"] == "Priya Raman"


def test_a_refresh_token_of_another_app_is_refused(client, app):
    first = trade(app, "amazon", agree(client, "amazon")["code"]).json()
    other = registration_for("amazon", "444455556666")
    form = {
        "grant_type": "refresh_token",
        "refresh_token": first["refresh_token"],
        "client_id": other.client_id,
        "client_secret": other.client_secret,
    }
    assert app.post(TOKEN["amazon"], form).json()["error"] == "invalid_grant"


def test_a_token_of_another_stand_in_is_unknown_here(client, app):
    token = access_token(client, app, "facebook")
    assert app.get(TOKENINFO, params={"access_token": token}).status_code == 400
