"""No parameter, header or body makes an endpoint of a stand-in fail: NUL, halves of pairs, what is long, twice, missing or no text."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from playground.stand_ins.jobs import job
from playground.stand_ins.registrations import registration_for
from playground.stand_ins.tokens.mint import mint
from playground.stand_ins.workloads import WORKLOADS
from tests.stand_ins.walk import ACCOUNT

pytestmark = pytest.mark.django_db
ODD = ("", "a\x00b", "\ud800", "\U0001f600", "x" * 5000, "\r\nX: y")
POOL = "photo-app.auth.us-east-1.amazoncognito.com/oauth2"
AUTHORIZE = {
    "google": "accounts.google.com/o/oauth2/v2/auth",
    "amazon": "www.amazon.com/ap/oa",
    "facebook": "www.facebook.com/v19.0/dialog/oauth",
    "user-pool": f"{POOL}/authorize",
}
TOKEN = {
    "google": "oauth2.googleapis.com/token",
    "amazon": "api.amazon.com/auth/o2/token",
    "facebook": "graph.facebook.com/v19.0/oauth/access_token",
    "user-pool": f"{POOL}/token",
}
ABOUT = (
    "openidconnect.googleapis.com/v1/userinfo",
    "oauth2.googleapis.com/revoke",
    "api.amazon.com/auth/o2/tokeninfo",
    "api.amazon.com/user/profile",
    "graph.facebook.com/v19.0/debug_token",
    "graph.facebook.com/v19.0/me",
    f"{POOL}/userInfo",
)
HEADERS = ("Basic", "Basic !!!", "Basic /w==", "Basic Og==", "Bearer", "Bearer \x00", "Bearer \xff", "Digest x")


def status(method, path, pairs, **headers):
    sent = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in pairs)
    browser = Client(HTTP_HOST="localhost:8000")
    if method == "GET":
        return browser.get(f"/stand-in/{path}?{sent}", **headers).status_code
    return browser.post(f"/stand-in/{path}", sent, content_type="application/x-www-form-urlencoded", **headers).status_code


def spoiled(parameters):
    """The same with one of them odd, missing, or twice."""
    for name in parameters:
        yield [(one, value) for one, value in parameters.items() if one != name]
        yield [*parameters.items(), (name, "another")]
        for odd in ODD:
            yield list((parameters | {name: odd}).items())


@pytest.mark.parametrize("slug", AUTHORIZE)
def test_an_authorization_request_of_any_kind_is_answered(slug):
    app = registration_for(slug, ACCOUNT)
    whole = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uris[0],
        "scope": "openid email",
        "state": "s" * 20,
        "nonce": "n",
        "code_challenge": "x" * 43,
        "code_challenge_method": "S256",
    }
    assert status("GET", AUTHORIZE[slug], whole.items()) in (200, 302)
    for pairs in spoiled(whole):
        assert status("GET", AUTHORIZE[slug], pairs) in (200, 302, 400), pairs


@pytest.mark.parametrize("slug", TOKEN)
def test_a_token_request_of_any_kind_is_answered(slug):
    app = registration_for(slug, ACCOUNT)
    whole = {
        "grant_type": "authorization_code",
        "code": "guessed",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "redirect_uri": app.redirect_uris[0],
        "code_verifier": "v" * 43,
    }
    for pairs in spoiled(whole):
        assert status("POST", TOKEN[slug], pairs) in (400, 401), pairs
    for header in HEADERS:
        assert status("POST", TOKEN[slug], whole.items(), HTTP_AUTHORIZATION=header) in (400, 401), header


@pytest.mark.parametrize("path", ABOUT)
def test_a_question_about_a_token_of_any_kind_is_answered(path):
    slug = "amazon" if "amazon.com" in path else "facebook"
    app, good = registration_for(slug, ACCOUNT), mint(slug, "maya", ACCOUNT)
    known = [("access_token", f"{app.client_id}|{app.client_secret}"), ("access_token", good), ("input_token", good)]
    for odd in ODD:
        for name in ("access_token", "input_token", "token", "fields", "appsecret_proof"):
            for method in ("GET", "POST"):
                for before in ([], known[:1], known[1:]):
                    assert status(method, path, [*before, (name, odd)]) < 500, (method, name, odd[:9])
    for header in HEADERS:
        assert status("GET", path, [], HTTP_AUTHORIZATION=header) < 500, header


BODIES = (
    b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"token": []}', rb'{"token": "\ud800"}',
    b'{"spec": []}', b'{"spec": {"audiences": []}}', b'{"spec": {"audiences": {"0": 1}}}', b'{"spec": {"audiences": [["a"]]}}',
    rb'{"spec": {"audiences": ["\ud800"]}}', rb'{"spec": {"audiences": ["\u0000"]}}', b'{"spec": {"audiences": [1e999]}}',
    b"client_secret=\x00", b"client_secret=%ff", b"client_secret=" + b"a" * 9000,
)  # fmt: skip


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.slug)
def test_a_job_that_asks_in_any_way_is_answered(workload):
    one = job(workload.slug, ACCOUNT, {}, {})
    ask = workload.ask(one.run(), one.ticket())
    path = ask.url.removeprefix("https://").partition("?")[0]
    known = {"HTTP_AUTHORIZATION": ask.headers["Authorization"]} if "Authorization" in ask.headers else {}
    for headers in (known, {"HTTP_AUTHORIZATION": "bearer \xff"}, {"HTTP_AUTHORIZATION": "bearer"}):
        for body in BODIES:
            browser = Client(HTTP_HOST="localhost:8000")
            answer = browser.post(f"/stand-in/{path}", body, content_type="application/json", **headers)
            assert answer.status_code < 500, body[:60]
        for odd in ODD:
            assert status("GET", path, [("audience", odd), ("audience", "x")], **headers) < 500, odd[:9]
