"""Codes: once only, for a minute, for one client, with PKCE.  RFC 6749 sections 4.1.2 and 5.2, RFC 7636."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from authlib.oauth2.rfc6749 import InvalidGrantError

from playground import sealing
from playground.stand_ins.models import AccessToken, AuthorizationCode
from playground.stand_ins.oauth.grants import CODE_LIFETIME
from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, SLUGS, TOKEN, VERIFIER, agree, authorize_url, redirect_uri, trade

pytestmark = pytest.mark.django_db
WITH_OAUTH_ERRORS = ("google", "amazon")


def refused(answer, status, error):
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, error), body
    assert body.keys() <= {"error", "error_description"}
    assert answer.headers["Cache-Control"] == "no-store"
    return body.get("error_description", "")


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
def test_a_code_that_comes_twice_is_refused_and_its_token_revoked(client, app, slug):
    code = agree(client, slug)["code"]
    token = trade(app, slug, code).json()["access_token"]
    assert "used before" in refused(trade(app, slug, code), 400, "invalid_grant")
    assert AccessToken.objects.get(token_sha256=sealing.digest(token)).revoked


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
def test_a_code_lives_for_a_minute(client, app, slug):
    assert timedelta(seconds=60) == CODE_LIFETIME
    code = agree(client, slug)["code"]
    row = AuthorizationCode.objects.get(code_sha256=sealing.digest(code))
    assert row.expires_at - datetime.now(UTC) <= CODE_LIFETIME
    AuthorizationCode.objects.filter(pk=row.pk).update(expires_at=datetime.now(UTC))
    assert "expired" in refused(trade(app, slug, code), 400, "invalid_grant")


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"code_verifier": "another-verifier-of-more-than-forty-three-characters"}, 400, "invalid_grant"),
        ({"code_verifier": "too-short"}, 400, "invalid_request"),
        ({"code_verifier": None}, 400, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": "wröng"}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"client_id": "somebody"}, 400, "invalid_client"),
        ({"client_id": None}, 401, "invalid_client"),
        ({"code": "made-up"}, 400, "invalid_grant"),
        ({"code": "\x00"}, 400, "invalid_grant"),
        ({"code": None}, 400, "invalid_request"),
        ({"redirect_uri": "http://localhost:8000/signed-in/"}, 400, "invalid_grant"),
        ({"redirect_uri": None}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": None}, 400, "unsupported_grant_type"),
    ],
)
def test_the_token_endpoint_refuses(client, app, slug, changes, status, error):
    refused(trade(app, slug, agree(client, slug)["code"], **changes), status, error)


def test_a_refused_trade_does_not_use_the_code_up(client, app):
    code = agree(client, "google")["code"]
    trade(app, "google", code, client_secret="wrong")
    assert trade(app, "google", code).status_code == 200


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
def test_a_code_of_another_client_is_unknown(client, app, slug):
    other = registration_for(slug, "444455556666")
    secrets = {"client_id": other.client_id, "client_secret": other.client_secret}
    refused(trade(app, slug, agree(client, slug)["code"], **secrets), 400, "invalid_grant")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_client_may_authenticate_by_http_basic(client, app, slug):
    registration = registration_for(slug, ACCOUNT)
    basic = b64encode(f"{registration.client_id}:{registration.client_secret}".encode()).decode()
    form = {
        "grant_type": "authorization_code",
        "code": agree(client, slug, authorize_url(slug, code_challenge=None, code_challenge_method=None))["code"],
        "redirect_uri": redirect_uri(slug),
    }
    assert app.post(TOKEN[slug], form, headers={"Authorization": f"Basic {basic}"}).status_code == 200


@pytest.mark.parametrize("header", ["Basic /w==", "Basic !", "Basic", "Bearer x"])
def test_an_unreadable_authorization_header_is_no_client(app, header):
    answer = app.post(TOKEN["google"], {"grant_type": "authorization_code", "code": "x"}, headers={"Authorization": header})
    refused(answer, 401, "invalid_client")


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
def test_parameters_in_the_query_of_a_token_request_are_not_read(client, app, slug):
    registration = registration_for(slug, ACCOUNT)
    query = {"grant_type": "authorization_code", "code": agree(client, slug)["code"], "client_id": registration.client_id}
    assert app.post(TOKEN[slug], params=query).status_code == 400


def test_a_verifier_without_a_challenge_is_refused(client, app):
    url = authorize_url("google", code_challenge=None, code_challenge_method=None)
    refused(trade(app, "google", agree(client, "google", url)["code"]), 400, "invalid_request")


def test_of_two_who_bring_the_same_code_at_once_one_gets_a_token_and_it_is_revoked(client, rf):
    registration, server = registration_for("amazon", ACCOUNT), SERVERS["amazon"]
    form = {
        "grant_type": "authorization_code",
        "code": agree(client, "amazon")["code"],
        "redirect_uri": redirect_uri("amazon"),
        "client_id": registration.client_id,
        "client_secret": registration.client_secret,
        "code_verifier": VERIFIER,
    }
    both = [server.get_token_grant(server.create_oauth2_request(rf.post("/", form))) for _ in range(2)]
    for grant in both:
        grant.validate_token_request()
    assert both[0].create_token_response()[0] == 200
    with pytest.raises(InvalidGrantError, match="used before"):
        both[1].create_token_response()
    assert [token.revoked for token in AccessToken.objects.all()] == [True]


@pytest.mark.parametrize("slug", WITH_OAUTH_ERRORS)
def test_a_parameter_that_comes_twice_is_refused_and_the_code_stays_good(client, app, slug):
    """RFC 6749 section 3.2."""
    code = agree(client, slug)["code"]
    assert "code is there more than once" in refused(trade(app, slug, [code, code]), 400, "invalid_request")
    assert trade(app, slug, code).status_code == 200


def test_facebook_asks_for_no_http_basic(client, app):
    answer = trade(app, "facebook", agree(client, "facebook")["code"], client_secret="wrong")
    assert (answer.status_code, "WWW-Authenticate" in answer.headers) == (400, False)
