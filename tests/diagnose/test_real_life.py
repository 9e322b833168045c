"""The refusals of real life, each explained by the first sentence, with AWS's answer and a fix that works."""

import base64
import json
import time
from dataclasses import replace

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG, EXAMPLES
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import setup_of
from playground.diagnose.telling import first_sentence, then
from playground.documents import read_json, write_json

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
    "organisation": (
        "`OnlyOurRepositories` in a resource control policy of the organisation denies it, whatever the trust policy of `the-role`"
        " says",
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


def signed(claims):
    """A token of GitHub's with other claims, signed by nobody that is known."""
    whole = read_json(BY_SLUG["environment"].form(time.time()).token) | {"sub": "repo:acme/site:ref:refs/heads/main"} | claims
    parts = [json.dumps(one).encode() for one in ({"alg": "RS256", "kid": "k", "typ": "JWT"}, whole)] + [b"signature"]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


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
    assert bool(offered) == (found.failed is not None)
    for fix in offered:
        assert diagnose(setup_of(replace(form, **texts(fix)), now)).allowed, fix.sentence


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


def mended(form, number=0, now=None):
    """The form with a fix that is offered, and the diagnosis with it."""
    now = now or time.time()
    fix = fixes(diagnose(setup_of(form, now)))[number]
    form = replace(form, **texts(fix))
    return fix, form, diagnose(setup_of(form, now))


def test_an_issuer_with_a_slash_gets_a_provider_of_its_own_and_keys_named_after_it():
    fix, form, _ = mended(BY_SLUG["slash"].form(time.time()))
    assert '"arn:aws:iam::111122223333:oidc-provider/id.example.com/"' in form.trust
    assert '"id.example.com/:aud"' in form.trust
    assert [one.sentence for one in fix.cautions] == [
        "account `111122223333` needs an identity provider with the URL `https://id.example.com/`: the URL of the one that it has"
        " cannot be changed"
    ]


def test_the_providers_url_is_changed_too_where_it_was_said():
    example = BY_SLUG["slash"].form(time.time())
    _, form, found = mended(replace(example, provider_url="https://id.example.com"))
    assert (form.provider_url, found.allowed) == ("https://id.example.com/", True)
    trusting = replace(form, provider_url="https://id.example.com")
    fix, form, found = mended(trusting)
    assert fix.sentence == "Make an identity provider with the URL `https://id.example.com/` in account `111122223333`."
    assert (form.trust, found.allowed) == (trusting.trust, True)


@pytest.mark.django_db
def test_the_issuer_of_a_signed_token_is_not_rewritten():
    form = replace(BY_SLUG["slash"].form(time.time()), token=signed({"iss": "https://id.example.com/", "aud": "my-app"}))
    offered = fixes(diagnose(setup_of(form, time.time())))
    assert [set(texts(one)) for one in offered] == [{"trust"}]


def test_a_provider_of_another_account_is_named_in_the_roles_own_or_the_role_is_asked_for_there():
    example = BY_SLUG["account"].form(time.time())
    _, form, _ = mended(example)
    assert '"arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com"' in form.trust
    _, form, _ = mended(example, 1)
    assert (form.role_arn, form.trust) == ("arn:aws:iam::111122223333:role/deploy", example.trust)


@pytest.mark.django_db
def test_claims_that_are_over_are_tried_with_new_dates_and_a_signed_token_at_a_time_of_its_own():
    now = 1_800_000_000
    _, form, found = mended(BY_SLUG["six-minutes"].form(now), now=now)
    assert found.allowed
    assert (read_json(form.token)["iat"], read_json(form.token)["exp"]) == (now, now + 600)
    fix, form, found = mended(replace(form, token=signed({"iat": now - 7200, "exp": now - 3600})), now=now)
    assert fix.sentence.startswith(
        "Get a fresh token from the issuer; this one is for a call between `2027-01-15T06:00:00Z` and"
    )
    assert (form.at, found.failed) == ("2027-01-15T06:00:00Z", None)


def test_no_date_is_offered_that_does_not_help():
    now = 1_800_000_000
    form = BY_SLUG["six-minutes"].form(now)
    backwards = write_json(read_json(form.token) | {"iat": now - 600, "exp": now - 1200})
    assert fixes(diagnose(setup_of(replace(form, token=backwards), now))) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("date", [10**400, 2**62, "soon", 1.5, True])
@pytest.mark.parametrize("claim", ["iat", "nbf", "exp"])
@pytest.mark.parametrize("write", [json.dumps, signed], ids=["claims", "token"])
def test_a_date_that_no_calendar_has_is_explained_and_gets_no_other(claim, date, write):
    claims = read_json(BY_SLUG["six-minutes"].form(time.time()).token) | {claim: date}
    form = replace(BY_SLUG["six-minutes"].form(time.time()), token=write(claims))
    assert fixes(diagnose(setup_of(form, time.time()))) == ()


def test_a_token_for_another_audience_is_made_anew_or_the_list_is_made_longer():
    now = time.time()
    form = replace(BY_SLUG["environment"].form(now), audiences="https://github.com/acme")
    made, listed = fixes(diagnose(setup_of(form, now)))
    assert made.sentence.startswith("Have the token made for `https://github.com/acme`")
    assert texts(listed) == {"audiences": "https://github.com/acme, sts.amazonaws.com"}
    for fix in (made, listed):
        assert diagnose(setup_of(replace(form, **texts(fix)), now)).failed.name == "Trust policy"


def test_of_several_audiences_one_is_chosen():
    now = time.time()
    example = BY_SLUG["namespace"].form(now)
    form = replace(
        example, token=write_json(read_json(example.token) | {"aud": ["https://kubernetes.default.svc", "sts.amazonaws.com"]})
    )
    offered = fixes(diagnose(setup_of(form, now)))
    assert [read_json(texts(one)["token"])["aud"] for one in offered] == ["https://kubernetes.default.svc", "sts.amazonaws.com"]


def test_of_several_audiences_nothing_fails_later_that_one_of_them_alone_would_pass():
    now = time.time()
    example = BY_SLUG["namespace"].form(now)
    claims = read_json(example.token) | {"sub": "system:serviceaccount:default:api"}
    several = ["https://kubernetes.default.svc", "sts.amazonaws.com"]
    found = diagnose(setup_of(replace(example, token=write_json(claims | {"aud": several})), now))
    assert (found.failed.name, found.later) == ("Audience", ())
    strange = diagnose(setup_of(replace(example, token=write_json(claims | {"aud": ["a", "b"]})), now))
    assert then(strange).sentence.startswith(
        "the role `the-role` trusts tokens made for `sts.amazonaws.com`, and this one was made for `a`"
    )


def test_where_azp_stands_in_for_aud_the_key_that_reads_aud_is_offered_behind_what_trusts_one_app():
    now = time.time()
    form = BY_SLUG["azp"].form(now)
    offered = fixes(diagnose(setup_of(form, now)))
    says = (
        "Read `accounts.google.com:oaud`, which is the token's `aud`, instead of `accounts.google.com:aud`, which is its `azp`."
    )
    fix = next(one for one in offered if one.sentence == says)
    assert fix is not offered[0]
    assert [one.sentence for one in fix.cautions] == ["the app that asked for the token, its `azp`, is then not looked at"]
    assert diagnose(setup_of(replace(form, **texts(fix)), now)).allowed
    other = replace(form, token=write_json(read_json(form.token) | {"aud": "another"}))
    assert not any("oaud" in one.sentence for one in fixes(diagnose(setup_of(other, now))))
