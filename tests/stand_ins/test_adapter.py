"""The transport that answers for the real hosts in-process: the same answers as over HTTP, and nobody else's."""

from __future__ import annotations

import pytest
import requests
from django.urls import resolve

from playground.stand_ins.adapter import HOSTS, browser_url
from playground.stand_ins.people import MAYA
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, AUTHORIZE, TOKEN, access_token, agree, redirect_uri

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://accounts.google.com.example.com/",
        "https://accounts.google.com:8443/.well-known/openid-configuration",
        "https://user@accounts.google.com/.well-known/openid-configuration",
        "http://accounts.google.com/.well-known/openid-configuration",
    ],
)
def test_another_host_port_or_scheme_cannot_be_reached(app, url):
    with pytest.raises(requests.ConnectionError, match="no stand-in serves"):
        app.get(url)


@pytest.mark.parametrize("host", HOSTS)
def test_a_path_that_a_stand_in_does_not_serve_is_404(app, host):
    assert app.get(f"https://{host}/nothing/here").status_code == 404


def test_one_hosts_path_is_not_served_under_another(app):
    assert app.get("https://www.googleapis.com/auth/o2/tokeninfo").status_code == 404
    assert app.get("https://accounts.google.com/../www.googleapis.com/oauth2/v3/certs").status_code == 404


def test_in_process_and_over_http_the_answers_are_the_same(client, app):
    token = access_token(client, app, "amazon")
    inside = app.get("https://api.amazon.com/user/profile", headers={"Authorization": f"bearer {token}"})
    outside = client.get("/stand-in/api.amazon.com/user/profile", headers={"Authorization": f"bearer {token}"})
    assert inside.json() == outside.json() == {"user_id": MAYA.amazon_user_id, "name": MAYA.name, "email": MAYA.email}
    assert inside.headers["Content-Type"] == outside["Content-Type"] == "application/json"


def test_a_bar_in_a_token_survives_the_query(client, app):
    token = access_token(client, app, "amazon")
    answer = app.get("https://api.amazon.com/auth/o2/tokeninfo", params={"access_token": token})
    assert "Atza%7C" in answer.request.url
    assert answer.status_code == 200


def test_the_response_knows_its_request_reason_and_encoding(app):
    answer = app.get("https://www.googleapis.com/oauth2/v3/certs")
    assert (answer.status_code, answer.reason, answer.ok) == (200, "OK", True)
    assert answer.url == "https://www.googleapis.com/oauth2/v3/certs"
    assert answer.headers["cache-control"].startswith("public")


@pytest.mark.parametrize("real_url", [*AUTHORIZE.values(), *TOKEN.values()])
def test_a_browser_finds_each_address_on_this_site(real_url):
    assert resolve(browser_url(real_url)).namespace == "stand_ins"


def test_the_query_goes_along():
    assert browser_url("https://www.amazon.com/ap/oa?a=1&b=%7C") == "/stand-in/www.amazon.com/ap/oa?a=1&b=%7C"


def test_a_client_outside_can_walk_the_whole_way_by_http_alone(client):
    code = agree(client, "facebook")["code"]
    registration = registration_for("facebook", ACCOUNT)
    query = {
        "code": code,
        "redirect_uri": redirect_uri("facebook"),
        "client_id": registration.client_id,
        "client_secret": registration.client_secret,
    }
    answer = client.get(browser_url(TOKEN["facebook"]), query)
    assert answer.json()["access_token"].startswith("EAA")


def test_errors_have_the_same_shape_outside(client):
    answer = client.post(browser_url(TOKEN["google"]), {"grant_type": "authorization_code", "code": "x"})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")
