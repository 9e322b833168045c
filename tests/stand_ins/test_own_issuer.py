"""Your own issuer: STS believes what it publishes, and nothing else."""

from __future__ import annotations

import json

import pytest

from playground.assembly.accounts import open_visitor_account
from playground.stand_ins.consent import NotUnderstood
from playground.stand_ins.jobs import job
from playground.stand_ins.models import OwnIssuer
from playground.stand_ins.own_issuer.published import found_by_sts, standard_document
from playground.stand_ins.workloads.own_issuer import DOCUMENT
from playground.tokens.jwt import take_apart
from tests.stand_ins.test_every_answer import ANSWERS, NO_KEY, TAKEN, called

pytestmark = pytest.mark.django_db
SLUG = "own-issuer"


@pytest.fixture
def account(db):
    return open_visitor_account()


def token_of(account, typed=(), **wrong):
    return job(SLUG, account, dict(typed), wrong).token()


def edited(account, **changes):
    text = json.dumps({name: value for name, value in (DOCUMENT | changes).items() if value is not None})
    return {"document": text.replace("{account}", account)}


@pytest.mark.parametrize("algorithm", ["ES256", "ES384", "ES512", "RS256"])
@pytest.mark.parametrize("signer", ["key-1", "key-2"])
def test_every_algorithm_and_both_keys_are_taken(account, algorithm, signer):
    token = token_of(account, {"algorithm": algorithm, "signer": signer})
    assert take_apart(token).unverified_header == {"alg": algorithm, "kid": f"{signer}-{algorithm}", "typ": "JWT"}
    assert called(SLUG, account, token)[0].response.status == 200


PUBLISHED = [
    ("the key is withdrawn", lambda _: {"published": "key-2 only"}, NO_KEY),
    ("none is published", lambda _: {"published": "none"}, NO_KEY),
    ("the other one signs", lambda _: {"published": "key-2 only", "signer": "key-2"}, TAKEN),
    ("the issuer has a slash", lambda account: edited(account, issuer=f"https://issuer.example.com/{account}/"), NO_KEY),
    ("no jwks_uri", lambda account: edited(account, jwks_uri=None), NO_KEY),
    ("the keys elsewhere", lambda account: edited(account, jwks_uri="https://elsewhere.example/jwks.json"), NO_KEY),
    ("another audience", lambda _: {"audience": "another"}, (400, "InvalidIdentityToken", "Incorrect token audience")),
    ("a claim of its own", lambda _: {"claims": '{"sub": "x", "team": 7}'}, TAKEN),
    ("no sub", lambda _: {"claims": '{"team": 7}'}, (400, "InvalidIdentityToken", "Missing a required claim: sub")),
    ("somebody else's name", lambda _: {"claims": '{"sub": "x", "iss": "https://accounts.google.com"}'}, NO_KEY),
]


@pytest.mark.parametrize(("typed", "wanted"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED])
def test_what_is_edited_has_its_answer(account, typed, wanted):
    given, message = called(SLUG, account, token_of(account, typed(account)))
    assert (given.response.status, given.error) == wanted[:2], message
    assert message.startswith(wanted[2])


def test_an_empty_key_set_is_said_to_be_empty(account):
    given, _ = called(SLUG, account, token_of(account, {"published": "none"}))
    assert "publishes no RSA or EC key" in next(one for one in given.finding.walk() if one.name == "Signature").sentence


def test_rsa_keys_are_made_when_asked_for_and_stay(account):
    issuer = f"https://issuer.example.com/{account}"
    assert {key["kty"] for key in found_by_sts(account, issuer)} == {"EC"}
    token = token_of(account, {"algorithm": "RS256"})
    moduli = {key["kid"]: key["n"] for key in found_by_sts(account, issuer) if key["kty"] == "RSA"}
    assert set(moduli) == {"key-1-RS256", "key-2-RS256"}
    token_of(account, {"algorithm": "RS256", "signer": "key-2"})
    assert {key["kid"]: key["n"] for key in found_by_sts(account, issuer) if key["kty"] == "RSA"} == moduli
    assert called(SLUG, account, token)[0].response.status == 200
    assert "PRIVATE" not in OwnIssuer.objects.get(pk=account).rsa
    other = open_visitor_account()
    token_of(other, {"algorithm": "RS256"})
    assert not set(moduli.values()) & {key.get("n") for key in found_by_sts(other, f"https://issuer.example.com/{other}")}


def test_rsa_keys_that_a_new_secret_key_cannot_open_are_made_anew(account, settings):
    token_of(account, {"algorithm": "RS256"})
    settings.SECRET_KEY = "another secret key, of which the old row knows nothing at all"
    settings.SECRET_KEY_FALLBACKS = []
    issuer = f"https://issuer.example.com/{account}"
    assert {key["kty"] for key in found_by_sts(account, issuer)} == {"EC"}
    assert called(SLUG, account, token_of(account, {"algorithm": "RS256"}))[0].response.status == 200


@pytest.mark.parametrize("way", ["stranger", "retired-key", "hs256", "unknown-key"])
def test_an_rsa_key_can_be_forged_as_an_elliptic_one_can(account, way):
    status, code, _ = ANSWERS[way]
    given, message = called(SLUG, account, token_of(account, {"algorithm": "RS256"}, breakage=way))
    assert (given.response.status, given.error) == (status, code), message


def test_an_issuer_that_nobody_edited_publishes_the_standard_document(app, account):
    issuer = f"https://issuer.example.com/{account}"
    assert app.get(f"{issuer}/.well-known/openid-configuration").json() == standard_document(issuer)


def test_what_is_published_holds_for_tokens_from_before_too(account):
    token = token_of(account)
    assert called(SLUG, account, token)[0].response.status == 200
    token_of(account, {"published": "key-2 only", "signer": "key-2"})
    assert called(SLUG, account, token)[0].error == "InvalidIdentityToken"


def test_the_documents_are_served_as_they_were_edited(app, account):
    token_of(account, edited(account, jwks_uri=None) | {"published": "key-2 only"})
    issuer = f"https://issuer.example.com/{account}"
    assert "jwks_uri" not in app.get(f"{issuer}/.well-known/openid-configuration").json()
    keys = app.get(f"{issuer}/jwks.json").json()["keys"]
    assert {key["kid"] for key in keys} == {"key-2-ES256", "key-2-ES384", "key-2-ES512"}
    assert all("d" not in key for key in keys)


@pytest.mark.parametrize("slug", ANSWERS)
def test_it_can_be_broken_in_every_way(account, slug):
    status, code, _ = ANSWERS[slug]
    given, message = called(SLUG, account, token_of(account, breakage=slug))
    assert (given.response.status, given.error) == (status, code), message


@pytest.mark.parametrize(
    "typed",
    [{"claims": "[]"}, {"claims": "{"}, {"document": "nonsense"}, {"claims": '{"exp": "soon"}'}, {"claims": '{"iss": 7}'}],
)
def test_what_cannot_be_signed_is_said_at_once(account, typed):
    with pytest.raises(NotUnderstood):
        token_of(account, typed)


def test_two_accounts_have_no_key_in_common(account):
    other = open_visitor_account()
    issuer = f"https://issuer.example.com/{other}"
    forged = token_of(account, {"claims": json.dumps({"sub": "x", "iss": issuer})})
    assert called(SLUG, other, forged)[0].error == "InvalidIdentityToken"
