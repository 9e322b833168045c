"""Facebook's stand-in: an opaque token, app tokens, debug_token and /me, for any version of the Graph API."""

from __future__ import annotations

import hmac

import pytest

from playground.stand_ins.people import MAYA
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, TOKEN, VERIFIER, access_token, agree, authorize_url, redirect_uri, trade

pytestmark = pytest.mark.django_db
GRAPH = "https://graph.facebook.com/v21.0"
APP = registration_for("facebook", ACCOUNT)


def app_token(app, registration=APP):
    secrets = {"client_id": registration.client_id, "client_secret": registration.client_secret}
    return app.get(TOKEN["facebook"], params={"grant_type": "client_credentials"} | secrets).json()["access_token"]


def debug(app, token, viewer):
    return app.get(f"{GRAPH}/debug_token", params={"input_token": token, "access_token": viewer})


def error_of(answer):
    assert answer.status_code == 400, answer.text
    assert answer.json().keys() == {"error"}
    error = answer.json()["error"]
    assert error.keys() - {"error_subcode"} == {"message", "type", "code", "fbtrace_id"}
    assert error["type"] == "OAuthException"
    return error


def test_the_token_response_has_facebooks_shape(client, app):
    body = trade(app, "facebook", agree(client, "facebook")["code"]).json()
    assert body.keys() == {"access_token", "token_type", "expires_in"}
    assert body["access_token"].startswith("EAA")
    assert (body["token_type"], body["expires_in"]) == ("bearer", 7200)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_code_is_traded_by_get_and_by_post_without_a_grant_type(client, app, method):
    form = {
        "code": agree(client, "facebook")["code"],
        "redirect_uri": redirect_uri("facebook"),
        "client_id": APP.client_id,
        "client_secret": APP.client_secret,
    }
    answer = app.get(TOKEN["facebook"], params=form) if method == "GET" else app.post(TOKEN["facebook"], form)
    assert answer.json()["access_token"].startswith("EAA")


@pytest.mark.parametrize("version", ["v2.0", "v21.0", "v99.0"])
def test_every_version_of_the_graph_api_answers(client, app, version):
    url = authorize_url("facebook").replace("v21.0", version)
    agree(client, "facebook", url)
    assert app.get(f"https://graph.facebook.com/{version}/me").status_code == 400


def test_what_is_no_version_is_not_there(app):
    assert app.get("https://graph.facebook.com/latest/me").status_code == 404


def test_debug_token_says_what_the_token_is(client, app):
    token = access_token(client, app, "facebook")
    data = debug(app, token, app_token(app)).json()["data"]
    assert data["is_valid"] is True
    assert (data["app_id"], data["user_id"]) == (APP.app_id, MAYA.facebook_id)
    assert (data["type"], data["scopes"]) == ("USER", ["public_profile", "email"])
    assert isinstance(data["expires_at"], int)


def test_debug_token_takes_app_id_and_secret_as_the_apps_own_token(client, app):
    token = access_token(client, app, "facebook")
    assert debug(app, token, f"{APP.app_id}|{APP.client_secret}").json()["data"]["is_valid"]


def test_debug_token_asks_for_the_apps_own_token(client, app):
    token = access_token(client, app, "facebook")
    for viewer in (token, "", f"{APP.app_id}|made-up"):
        error = error_of(debug(app, token, viewer))
        assert (error["code"], "app access token" in error["message"]) == (100, True)


def test_debug_token_tells_an_app_nothing_about_another_apps_token(client, app):
    token = access_token(client, app, "facebook")
    viewer = app_token(app, registration_for("facebook", "444455556666"))
    assert error_of(debug(app, token, viewer))["message"].endswith("did not match the Viewing App")


def test_me_tells_the_fields_asked_for_and_always_the_id(client, app):
    token = access_token(client, app, "facebook")
    assert app.get(f"{GRAPH}/me", params={"access_token": token}).json() == {"id": MAYA.facebook_id, "name": "Maya Okafor"}
    fields = {"fields": "name,email", "access_token": token}
    assert app.get(f"{GRAPH}/me", params=fields).json()["email"] == "maya@example.com"


def test_me_leaves_the_email_out_when_it_was_not_asked_for(client, app):
    url = authorize_url("facebook", scope="public_profile")
    token = trade(app, "facebook", agree(client, "facebook", url)["code"]).json()["access_token"]
    assert app.get(f"{GRAPH}/me", params={"fields": "id,email", "access_token": token}).json() == {"id": MAYA.facebook_id}


def test_me_refuses_a_field_that_does_not_exist(client, app):
    fields = {"fields": "id,shoe_size", "access_token": access_token(client, app, "facebook")}
    assert "nonexisting field (shoe_size)" in error_of(app.get(f"{GRAPH}/me", params=fields))["message"]


def test_a_wrong_appsecret_proof_is_refused_and_a_right_one_is_not(client, app):
    token = access_token(client, app, "facebook")
    right = hmac.digest(APP.client_secret.encode(), token.encode(), "sha256").hex()
    assert app.get(f"{GRAPH}/me", params={"access_token": token, "appsecret_proof": right}).status_code == 200
    wrong = app.get(f"{GRAPH}/me", params={"access_token": token, "appsecret_proof": right[::-1]})
    assert "appsecret_proof" in error_of(wrong)["message"]


def test_pkce_is_not_read_and_a_verifier_changes_nothing(client, app):
    code = agree(client, "facebook")["code"]
    assert trade(app, "facebook", code, code_verifier=VERIFIER).status_code == 200


def test_no_scope_means_public_profile(client, app):
    url = authorize_url("facebook", scope=None)
    token = trade(app, "facebook", agree(client, "facebook", url)["code"]).json()["access_token"]
    assert debug(app, token, app_token(app)).json()["data"]["scopes"] == ["public_profile"]


@pytest.mark.parametrize(
    ("changes", "code", "subcode"),
    [
        ({"client_secret": "wrong"}, 1, None),
        ({"client_id": "000000000000000"}, 101, None),
        ({"redirect_uri": "http://localhost:8000/signed-in/facebook/"}, 100, 36008),
        ({"code": "made-up"}, 100, 36007),
        ({"code": None}, 100, None),
    ],
)
def test_the_token_endpoint_refuses_in_facebooks_words(client, app, changes, code, subcode):
    error = error_of(trade(app, "facebook", agree(client, "facebook")["code"], **changes))
    assert (error["code"], error.get("error_subcode")) == (code, subcode)


def test_a_used_code_has_a_subcode_of_its_own(client, app):
    code = agree(client, "facebook")["code"]
    trade(app, "facebook", code)
    assert error_of(trade(app, "facebook", code))["error_subcode"] == 36009


def test_cancelling_says_so_in_facebooks_parameters(client):
    back = agree(client, "facebook", deny="1")
    assert (back["error"], back["error_reason"], back["error_code"]) == ("access_denied", "user_denied", "200")
