"""Walks the code flow as a browser and an app do, over plain HTTP messages: no client library is in between."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from playground.stand_ins.adapter import browser_url
from playground.stand_ins.registrations import registration_for

ACCOUNT = "111122223333"
ORIGIN = "http://localhost:8000"
VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
STATE = "state-of-this-very-browser-f2c1"

AUTHORIZE = {
    "google": "https://accounts.google.com/o/oauth2/v2/auth",
    "amazon": "https://www.amazon.com/ap/oa",
    "facebook": "https://www.facebook.com/v21.0/dialog/oauth",
}
TOKEN = {
    "google": "https://oauth2.googleapis.com/token",
    "amazon": "https://api.amazon.com/auth/o2/token",
    "facebook": "https://graph.facebook.com/v21.0/oauth/access_token",
}
SCOPE = {"google": "openid email profile", "amazon": "profile", "facebook": "public_profile,email"}
SLUGS = tuple(AUTHORIZE)


def redirect_uri(slug):
    return f"{ORIGIN}/signed-in/{slug}"


def authorize_url(slug, **changes):
    """The address that the browser is sent to.  changes: parameters put in, or taken out by None."""
    parameters = {
        "response_type": "code",
        "client_id": registration_for(slug, ACCOUNT).client_id,
        "scope": SCOPE[slug],
        "redirect_uri": redirect_uri(slug),
        "state": STATE,
        "nonce": "n-0S6_WzA2Mj" if slug == "google" else None,
        "code_challenge": CHALLENGE if slug != "facebook" else None,
        "code_challenge_method": "S256" if slug != "facebook" else None,
    } | changes
    return browser_url(
        f"{AUTHORIZE[slug]}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"
    )


def agree(browser, slug, url="", **choices):
    """Continue on the consent page; what came back in the redirect, as a dict."""
    answer = browser.post(url or authorize_url(slug), {"person": "maya"} | choices)
    assert answer.status_code == 302, answer.content
    assert answer["Location"].startswith(redirect_uri(slug) + "?")
    return brought_back(answer["Location"])


def brought_back(location):
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def trade(app, slug, code, /, **changes):
    """The token endpoint's answer to the app."""
    registration = registration_for(slug, ACCOUNT)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri(slug),
        "client_id": registration.client_id,
        "client_secret": registration.client_secret,
        "code_verifier": VERIFIER if slug != "facebook" else None,
    } | changes
    return app.post(TOKEN[slug], {name: value for name, value in form.items() if value is not None})


def access_token(browser, app, slug, **choices):
    """The whole walk, to the access token."""
    return trade(app, slug, agree(browser, slug, **choices)["code"]).json()["access_token"]
