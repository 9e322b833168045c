"""The refusals of real life, each explained by the first sentence, with AWS's answer and a fix that works."""

import time
from dataclasses import replace

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG, EXAMPLES
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import setup_of
from playground.diagnose.telling import first_sentence

NOT_AUTHORIZED = "Not authorized to perform sts:AssumeRoleWithWebIdentity"
SAYS = {
    "environment": (
        "the role `the-role` trusts a job on the branch `main`, and this is a job for the environment `prod`",
        NOT_AUTHORIZED,
    ),
    "case": (
        "the token's `sub` and the trust policy of `the-role` differ in capital letters only, and `StringEquals` tells them apart",
        NOT_AUTHORIZED,
    ),
    "immutable": (
        "the token's `sub` has GitHub's immutable form, with the numbers of owner and repository, and the trust policy of"
        " `the-role` wants the form without",
        NOT_AUTHORIZED,
    ),
    "audience": (
        "the role `the-role` trusts tokens made for `sts.amazonaws.com`, and this one was made for `https://github.com/acme`",
        NOT_AUTHORIZED,
    ),
    "azp": (
        "`accounts.google.com:aud` is read from `azp` when the token has one, and the role `the-role` wants there what stands in"
        " `aud`",
        NOT_AUTHORIZED,
    ),
    "slash": (
        "issuer and provider differ in the slash at the end: the token's `iss` has it, and the two must be equal to the last"
        " character",
        "No OpenIDConnect provider found in your account for https://id.example.com/",
    ),
    "namespace": (
        "the role `the-role` trusts a service account in the namespace `default`, and this is a service account in the namespace"
        " `payments`",
        NOT_AUTHORIZED,
    ),
    "star": (
        "`StringEquals` takes the `*` of `system:serviceaccount:payments:*` for a letter; only `StringLike` reads it as a wildcard",
        NOT_AUTHORIZED,
    ),
    "tags": (
        "the token carries session tags, and the trust policy of `the-role` does not allow `sts:TagSession`",
        "Not authorized to perform sts:TagSession",
    ),
    "duration": (
        "`7200` seconds are asked for, and `the-role` allows `3600`",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    ),
    "amr": (
        "the role `the-role` wants a user with `authenticated`, and the token says `unauthenticated`",
        NOT_AUTHORIZED,
    ),
    "account": (
        "the trust policy names the identity provider of account `111122223333`, and the role is in `444455556666`: STS takes only"
        " a provider of the role's own account",
        "No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com",
    ),
}


def examined(slug):
    now = time.time()
    return diagnose(setup_of(BY_SLUG[slug].form(now), now))


@pytest.mark.parametrize("slug", SAYS)
def test_a_refusal_of_real_life_is_explained_in_its_first_sentence(slug):
    sentence, message = SAYS[slug]
    found = examined(slug)
    assert not found.allowed
    assert found.refusal.message == message
    assert first_sentence(found).sentence.replace(found.role.name, "the-role") == sentence


@pytest.mark.parametrize("slug", [one.slug for one in EXAMPLES])
def test_every_fix_that_is_offered_lets_the_call_through(slug):
    now = time.time()
    form = BY_SLUG[slug].form(now)
    found = diagnose(setup_of(form, now))
    offered = fixes(found)
    mendable = found.failed is not None and found.failed.name in ("Trust policy", "Duration")
    assert bool(offered) == mendable
    for fix in offered:
        mended = replace(form, **texts(fix))
        assert diagnose(setup_of(mended, now)).allowed, fix.sentence


def test_a_token_is_taken_for_five_minutes_after_its_end():
    assert examined("four-minutes").allowed
    late = examined("six-minutes")
    assert late.refusal.code == "ExpiredTokenException"
    assert first_sentence(late).sentence.startswith("the token expired 6 minutes ago")


def test_what_would_fail_next_is_found_too():
    now = time.time()
    form = BY_SLUG["environment"].form(now - 3600)
    found = diagnose(setup_of(form, now))
    assert found.failed.name == "Dates"
    assert [one.name for one in found.later] == ["Trust policy"]
