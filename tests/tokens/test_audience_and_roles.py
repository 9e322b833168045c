"""Whom a token is for, and which roles it may be used for."""

import pytest

from tests.tokens.minting import GOOD, ISSUER, PROVIDER, failed, good, judge, mint, sentence


def test_a_built_in_provider_has_no_list_of_apps_to_compare_with():
    assert judge(mint(good(iss="https://accounts.google.com", aud="any app"))).passed


def test_a_provider_whose_list_is_empty_takes_no_audience():
    providers = {ISSUER: type(PROVIDER)(PROVIDER.name, PROVIDER.arn, ())}.get
    assert "list is empty" in sentence(judge(mint(), providers=providers))


@pytest.mark.parametrize(
    "changes", [{"aud": ["photo-app"]}, {"aud": ["a", "b"], "azp": "other"}, {"aud": None, "azp": "other"}]
)
def test_a_list_of_one_is_its_value_and_azp_comes_before_aud(changes):
    assert judge(mint(good(**changes))).passed


def test_a_token_for_another_audience_is_refused_and_says_which():
    verification = judge(mint(good(aud="photo-apq")))
    assert sentence(verification) == "`aud` is `photo-apq`, and the provider's list has `photo-app, other`"
    audience = next(check for check in verification.finding.reasons if check.name == "Audience")
    assert audience.compared[:5] == ("photo-apq", "photo-app", "aud", "provider's list", True)
    assert audience.pointer == "/payload/aud"


ROLES = "https://aws.amazon.com/roles"
ROLE = "arn:aws:iam::111122223333:role/PhotoApp"


@pytest.mark.parametrize("roles", [ROLE, [ROLE], ["arn:aws:iam::111122223333:role/Other", ROLE]])
def test_a_roles_claim_that_names_the_role_passes(roles):
    assert judge(mint(GOOD | {ROLES: roles})).passed


@pytest.mark.parametrize(
    "roles", ["", [], "arn:aws:iam::111122223333:role/*", f"{ROLE};{ROLE}", f"{ROLE} ", None, 7, [7, ROLE], {}]
)
def test_a_roles_claim_is_compared_exactly_and_what_is_not_understood_is_refused(roles):
    verification = judge(mint(GOOD | {ROLES: roles}))
    assert failed(verification) == "Roles claim"
    assert verification.refusal.message == "The target role ARN is not present in the roles claim of the identity token"


def test_an_empty_list_of_roles_names_none_and_is_said_to():
    failed = next(one for one in judge(mint(GOOD | {ROLES: []})).finding.reasons if one.verdict == "fail")
    assert failed.sentence == f"the claim is an empty list, so it names no role; it should name `{ROLE}`"


@pytest.mark.parametrize(
    ("claims", "empty"),
    [({"azp": ""}, "azp"), ({"aud": ""}, "aud"), ({"aud": []}, "aud"), ({"sub": ""}, "sub"), ({"aud": None}, "")],
)
def test_a_claim_that_is_there_and_empty_is_not_said_to_be_missing(claims, empty):
    found = judge(mint(good(**claims)))
    assert failed(found) == "Required claims"
    assert sentence(found).startswith(f"`{empty}` is empty; " if empty else "there is no aud; ")
