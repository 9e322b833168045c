"""A token that was broken on purpose: in the demo it is kept and the refusal recorded, otherwise nobody is let in."""

from __future__ import annotations

import pytest

from playground.explain import FAIL, PASS
from playground.providers.refusals import SignInRefused
from playground.stand_ins.breaking.ways import ID_TOKEN_BREAKAGES, LEAVE_OUT, OPAQUE_BREAKAGES
from playground.tokens.jwt import take_apart
from tests.providers.visit import Visitor

pytestmark = pytest.mark.django_db

# What this site's own check says, and the place it points to.
ID_TOKEN = {
    "expired": ("the token ended 36", "/payload/exp"),
    "just-expired": ("the token ended 18", "/payload/exp"),
    "not-yet": ("the token was issued 600 seconds from now", "/payload/iat"),
    "slash": ("`iss` is `https://accounts.google.com/`", "/payload/iss"),
    "other-issuer": ("`iss` is `https://issuer.elsewhere.example`", "/payload/iss"),
    "stranger": ("the signature does not fit", "/signature"),
    "wrong-audience": ("audience is `1111222233", "/payload/aud"),
    "unknown-key": ("the token names the key `demo-unknown`", "/header/kid"),
    "altered": ("the signature does not fit", "/signature"),
    "alg-none": ("the algorithm is `none`", "/header/alg"),
    "hs256": ("the algorithm is `HS256`", "/header/alg"),
}
CODES = {"expired": "clock_skew", "just-expired": "clock_skew", "not-yet": "clock_skew"}
# What a client has no reason to mind, and AWS has, or has none either.
TAKEN = "old decimals audiences email retired-key too-long tags-51 tag-257 tag-values other-role".split()
OPAQUE = {
    ("amazon", "expired"): "`tokeninfo` answers 400 `invalid_token`",
    ("amazon", "altered"): "`tokeninfo` answers 400 `invalid_token`",
    ("amazon", "taken-back"): "`tokeninfo` answers 400 `invalid_token`",
    ("amazon", "another-app"): "the token was given to `amzn1.application-oa2-client.111122223334",
    ("facebook", "expired"): "`debug_token` says that the token is not valid, with code 190/463",
    ("facebook", "altered"): "`debug_token` says that the token is not valid, with code 190",
    ("facebook", "taken-back"): "`debug_token` says that the token is not valid, with code 190/458",
    ("facebook", "another-app"): "`debug_token` refuses with code 100",
}


def test_there_is_a_row_for_every_way_to_break_a_token():
    assert {"whole", *ID_TOKEN, *TAKEN} == {way.slug for way in ID_TOKEN_BREAKAGES}
    assert {"whole", *(slug for _, slug in OPAQUE)} == {way.slug for way in OPAQUE_BREAKAGES}


@pytest.mark.parametrize("slug", ID_TOKEN)
def test_a_broken_id_token_is_kept_in_the_demo_and_the_refusal_says_why(slug, standing_clock):
    words, pointer = ID_TOKEN[slug]
    came = Visitor().sign_in("google", breakage=slug)
    assert came.site_check.verdict is FAIL
    assert came.site_check.sentence.startswith(words)
    assert came.site_check.sentence.endswith("; a real site would stop here")
    assert came.site_check.pointer == pointer
    assert came.answer == take_apart(came.token).unverified_claims


@pytest.mark.parametrize("slug", TAKEN)
def test_what_only_aws_minds_lets_somebody_in(slug):
    assert Visitor().sign_in("google", demo=False, breakage=slug).site_check.verdict is PASS


@pytest.mark.parametrize("slug", ID_TOKEN)
def test_a_broken_id_token_lets_nobody_in_otherwise(slug, standing_clock):
    with pytest.raises(SignInRefused) as refused:
        Visitor().sign_in("google", demo=False, breakage=slug)
    assert refused.value.code == CODES.get(slug, "token_refused")
    assert refused.value.sentence.startswith(ID_TOKEN[slug][0])
    assert "real site" not in refused.value.sentence


@pytest.mark.parametrize("claim", LEAVE_OUT)
def test_a_missing_claim_is_named(claim):
    came = Visitor().sign_in("google", leave_out=claim)
    assert came.site_check.sentence.startswith(f"the token has no `{claim}`")
    assert claim not in came.answer
    assert came.expires_at > came.issued_at


@pytest.mark.parametrize(("provider", "slug"), OPAQUE)
def test_a_broken_opaque_token_is_kept_in_the_demo_and_no_profile_is_asked_for(provider, slug):
    came = Visitor().sign_in(provider, breakage=slug)
    assert came.site_check.verdict is FAIL
    assert came.site_check.sentence.startswith(OPAQUE[provider, slug])
    assert came.profile == {}
    assert came.token


@pytest.mark.parametrize(("provider", "slug"), OPAQUE)
def test_a_broken_opaque_token_lets_nobody_in_otherwise(provider, slug):
    with pytest.raises(SignInRefused) as refused:
        Visitor().sign_in(provider, demo=False, breakage=slug)
    assert refused.value.code == "token_refused"


def test_additions_do_not_disturb_this_site():
    came = Visitor().sign_in("google", demo=False, add=["tags", "source-identity", "roles"])
    assert came.site_check.verdict is PASS


def test_the_two_audiences_are_laid_beside_each_other():
    compared = Visitor().sign_in("google", breakage="wrong-audience").site_check.compared
    assert (compared.got_from, compared.wanted_from) == ("aud", "this site’s client id")
    assert compared.got != compared.wanted
