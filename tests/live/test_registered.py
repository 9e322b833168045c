"""A real issuer that somebody has registered in the sandbox's IAM: STS takes its tokens by the keys that it publishes."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from joserfc import jwt

from playground.assembly.accounts import open_visitor_account
from playground.assembly.issuers import asks_an_outsider
from playground.assembly.sandbox import answer
from playground.documents import write_json
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.world import OidcProvider, Role
from playground.stand_ins.tokens.mint import mint
from playground.worlds.accounts import DatabaseAccounts
from tests.live.servers.faulty import KEY, OTHER, Faulty

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(authority, settings):
    settings.FETCH_ISSUER_KEYS, settings.OUTBOUND_CA_FILE = True, authority.bundle
    with Faulty(authority.context("localhost")) as provider:
        settings.OUTBOUND_HOSTS = [provider.issuer.removeprefix("https://")]
        yield provider


def token_of(issuer, key=KEY, **claims):
    now = int(time.time())
    claims = {"iss": issuer.issuer, "aud": "my-app", "sub": "maya", "iat": now, "exp": now + 600} | claims
    return jwt.encode({"alg": "RS256", "kid": "the-key"}, claims, key)


def request_of(account, token):
    form = {
        "Action": "AssumeRoleWithWebIdentity",
        "Version": "2011-06-15",
        "RoleArn": f"arn:aws:iam::{account}:role/Mine",
        "RoleSessionName": "maya",
        "WebIdentityToken": token,
    }
    headers = {"host": "localhost:9000", "content-type": "application/x-www-form-urlencoded"}
    return HttpRequest("POST", "/", "", headers, urlencode(form).encode())


def registered(url):
    """An account that has this issuer in IAM, and a role that trusts it."""
    account = open_visitor_account()
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{account}:oidc-provider/{url}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {f"{url}:sub": "maya"}},
    }
    role = Role("Mine", "AROAMINE", write_json({"Version": "2012-10-17", "Statement": [statement]}))
    DatabaseAccounts().change(account, lambda mine: mine.with_provider(OidcProvider(url, ("my-app",))).with_role(role))
    return account


def test_its_tokens_are_taken_by_its_own_keys_and_forged_ones_are_not(issuer):
    account = registered(issuer.issuer.removeprefix("https://"))
    assert answer(request_of(account, token_of(issuer)), "terminal").response.status == 200
    assert answer(request_of(account, token_of(issuer, OTHER)), "terminal").error == "InvalidIdentityToken"
    assert answer(request_of(account, token_of(issuer, sub="somebody")), "terminal").error == "AccessDenied"
    assert len(issuer.asked) == 2, "the document and the key set, and both are kept"


def test_an_issuer_that_is_not_registered_is_not_asked(issuer):
    account = registered("idp.example.com")
    given = answer(request_of(account, token_of(issuer)), "terminal")
    assert b"No OpenIDConnect provider found" in given.response.body
    assert issuer.asked == []


def test_a_site_that_asks_nobody_says_so(issuer, settings):
    settings.FETCH_ISSUER_KEYS = False
    account = registered(issuer.issuer.removeprefix("https://"))
    given = answer(request_of(account, token_of(issuer)), "terminal")
    assert b"retrieve verification key" in given.response.body
    assert any("FETCH_ISSUER_KEYS" in finding.sentence for finding in given.finding.walk())
    assert issuer.asked == []


def test_only_a_call_that_may_wait_for_somebody_is_told_apart(issuer, settings):
    theirs, ours = (
        request_of("111122223333", token_of(issuer)),
        request_of("111122223333", mint("google", "maya", "111122223333")),
    )
    in_the_query = HttpRequest("POST", "/", theirs.body.decode(), theirs.headers, b"")
    assert asks_an_outsider(theirs)
    assert asks_an_outsider(in_the_query)
    assert asks_an_outsider(replace(theirs, body=theirs.body.replace(b"WebIdentityToken", b"%57ebIdentityToken")))
    assert not asks_an_outsider(ours)
    assert not asks_an_outsider(request_of("111122223333", "Atza|opaque"))
    assert not asks_an_outsider(HttpRequest("POST", "/"))
    settings.FETCH_ISSUER_KEYS = False
    assert not asks_an_outsider(theirs)


@pytest.mark.parametrize(
    ("payload", "waits"),
    [
        ('{"iss": "https://idp.example.com"}', True),
        ('{"iss":\n"https://accounts.google.com"}', False),
        ('{"\\u0069ss": "https://idp.example.com"}', True),
        ('{"iss": "https://accounts.google.com", "\\u0069ss": "https://idp.example.com"}', False),  # refused unread
        ('{"iss": "https://accounts.google.com\\/../idp"}', True),
        ('{"x": {"iss": "https://accounts.google.com"}}', False),
        ('{"x": {"iss": "https://accounts.google.com"}, "iss": "https://idp.example.com"}', True),
        ('{"iss": ["https://idp.example.com"]}', False),
        ("nothing of the kind", False),
    ],
)
def test_however_a_token_names_its_issuer_the_call_is_known_to_wait(settings, payload, waits):
    settings.FETCH_ISSUER_KEYS = True
    header, claims = (urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in ('{"alg": "RS256"}', payload))
    token = f"{header}.{claims}.AAAA"
    assert asks_an_outsider(request_of("111122223333", token)) == waits
