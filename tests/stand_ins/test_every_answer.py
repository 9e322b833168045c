"""Every token on demand, and what AWS answers to it: the sandbox's AssumeRoleWithWebIdentity, through its gateway."""

from __future__ import annotations

import re
import time
from urllib.parse import urlencode

import pytest

from playground.assembly.accounts import open_visitor_account
from playground.assembly.sandbox import answer
from playground.explain import FAIL
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.seed import role_arn
from playground.stand_ins.breaking.ways import ID_TOKEN_BREAKAGES, LEAVE_OUT, OPAQUE_BREAKAGES
from playground.stand_ins.jobs import job
from playground.stand_ins.tokens.mint import mint

pytestmark = pytest.mark.django_db

TAKEN = (200, "", "")
NO_KEY = (400, "InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider,  please reference")
DENIED = (403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
NO_PROVIDER = (400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for ")
BAD_TAGS = (400, "InvalidIdentityToken", "The session tags in the identity token are not valid")
NO_JWT = (400, "InvalidIdentityToken", "The ID Token provided is not a valid JWT.")

# Of a token that can be read: status, code, and how AWS's words begin.
ANSWERS = {
    "whole": TAKEN,
    "expired": (400, "ExpiredTokenException", "Token expired: current date/time "),
    "just-expired": TAKEN,
    "not-yet": (400, "InvalidIdentityToken", "Token not yet valid"),
    "old": (400, "ExpiredTokenException", "Token too old: 1728"),
    "decimals": NO_JWT,
    "audiences": (400, "InvalidIdentityToken", "Token audience contains more than one audience"),
    "slash": NO_PROVIDER,
    "other-issuer": NO_PROVIDER,
    "unknown-key": NO_KEY,
    "retired-key": TAKEN,
    "stranger": NO_KEY,
    "altered": NO_KEY,
    "alg-none": NO_KEY,
    "hs256": NO_KEY,
    "too-long": (400, "ValidationError", "1 validation error detected: Value at 'webIdentityToken' failed to satisfy"),
    "tags-51": BAD_TAGS,
    "tag-257": BAD_TAGS,
    "tag-values": BAD_TAGS,
    "other-role": (400, "InvalidIdentityToken", "The target role ARN is not present in the roles claim of the identity token"),
}
# Where there is a list of client ids, it is asked before the trust policy; and whoever tests sub minds another one.
OF = {
    "google": {"wrong-audience": DENIED, "email": TAKEN},
    "github": {"wrong-audience": (400, "InvalidIdentityToken", "Incorrect token audience"), "email": DENIED},
}
MISSING = {
    "iss": "Missing a required claim: iss",
    "sub": "Missing a required claim: sub",
    "aud": "Missing a required claim: aud",
    "exp": "Missing a required claim: exp",
    "iat": "Missing a required claim: iat",
}
OPAQUE = {
    "whole": TAKEN,
    "expired": (403, "IDPRejectedClaim", "graph.facebook.com: graph.facebook.com responded with HTTP/1.1 400"),
    "another-app": DENIED,
    "altered": (403, "IDPRejectedClaim", "graph.facebook.com"),
    "taken-back": (403, "IDPRejectedClaim", "graph.facebook.com"),
}


@pytest.fixture
def account(db):
    return open_visitor_account()


def token_of(slug, account, **wrong):
    return mint(slug, "maya", account, **wrong) if slug != "github" else job(slug, account, {}, wrong).token()


def called(slug, account, token, **more):
    form = {
        "Action": "AssumeRoleWithWebIdentity",
        "Version": "2011-06-15",
        "RoleArn": role_arn(slug, account),
        "RoleSessionName": "maya",
        "WebIdentityToken": token,
    } | more
    headers = {"host": "localhost:9000", "content-type": "application/x-www-form-urlencoded"}
    given = answer(HttpRequest("POST", "/", "", headers, urlencode(form).encode()), "terminal")
    body = given.response.body.decode()
    message = re.search(r"<Message>([^<]*)</Message>", body)
    return given, message[1].replace("&#x27;", "'").replace("&apos;", "'").replace("&quot;", '"') if message else ""


def test_there_is_an_answer_for_every_way_to_break_a_token():
    for own in OF.values():
        assert {*ANSWERS, *own} == {way.slug for way in ID_TOKEN_BREAKAGES}
    assert set(MISSING) == set(LEAVE_OUT)
    assert set(OPAQUE) == {way.slug for way in OPAQUE_BREAKAGES}


@pytest.mark.parametrize("provider", OF)
@pytest.mark.parametrize("slug", [way.slug for way in ID_TOKEN_BREAKAGES])
def test_a_token_leads_to_the_answer_of_aws_and_to_its_explanation(account, provider, slug):
    status, code, words = (ANSWERS | OF[provider])[slug]
    given, message = called(provider, account, token_of(provider, account, breakage=slug))
    assert (given.response.status, given.error) == (status, code), message
    assert message.startswith(words)
    failed = [one for one in given.finding.reasons if one.verdict is FAIL]
    assert len(failed) == (1 if code else 0)
    assert all(one.sentence for one in failed)


@pytest.mark.parametrize("claim", MISSING)
def test_a_claim_that_is_missing_is_named(account, claim):
    given, message = called("github", account, token_of("github", account, leave_out=claim))
    assert (given.response.status, given.error, message.rstrip(".")) == (400, "InvalidIdentityToken", MISSING[claim])


def test_google_s_azp_stands_in_for_a_missing_aud(account):
    assert called("google", account, token_of("google", account, leave_out="aud"))[0].response.status == 200


@pytest.mark.parametrize(("add", "action"), [("tags", "sts:TagSession"), ("source-identity", "sts:SetSourceIdentity")])
def test_what_a_token_brings_along_has_to_be_allowed(account, add, action):
    given, message = called("google", account, token_of("google", account, add=[add]))
    assert (given.response.status, given.error, message) == (403, "AccessDenied", f"Not authorized to perform {action}")


def test_a_roles_claim_that_names_the_role_passes(account):
    assert called("github", account, token_of("github", account, add=["roles"]))[0].response.status == 200


@pytest.mark.parametrize("slug", OPAQUE)
def test_an_access_token_leads_to_the_answer_of_aws(account, slug):
    status, code, words = OPAQUE[slug]
    token = mint("facebook", "maya", account, breakage=slug)
    given, message = called("facebook", account, token, ProviderId="graph.facebook.com")
    assert (given.response.status, given.error) == (status, code), message
    assert message.startswith(words)


@pytest.mark.parametrize(("seconds", "status"), [(240, 200), (300 + 60, 400)])
def test_the_five_minutes_are_five_minutes(account, seconds, status):
    token = token_of("github", account, breakage="expired", seconds=str(seconds))
    assert called("github", account, token)[0].response.status == status


def test_the_clock_is_the_one_of_the_machine(account):
    before = int(time.time())
    assert before <= job("github", account, {}, {}).run().now <= time.time()
