"""Every promise of a decision and of its repairs, kept over the shared cases and over policies of a small world."""

import pytest
from hypothesis import HealthCheck, given, settings

from playground.iam import Policies, PolicyType, decide, parse_policy
from playground.iam.repair.repair import repairs
from tests.iam import promises_of_decisions as of_decisions
from tests.iam import promises_of_repairs as of_repairs
from tests.iam import wide
from tests.iam.generated import SHARED, request, worlds

MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

PROMISES = [
    of_decisions.rests_on_what_it_names,
    of_decisions.missing_conditions_flip,
    of_decisions.denies_go_when_deleted,
    of_repairs.repairs_hold,
    of_repairs.no_smaller_edit_does,
    of_repairs.no_edit_of_a_repair_is_idle,
    of_repairs.a_value_comes_before_a_wildcard,
    of_repairs.a_bad_idea_has_a_caution,
]


@pytest.fixture(scope="module")
def shared():
    """The shared cases, decided, with their repairs."""
    decided = [(asked, policies, decide(asked, policies)) for asked, policies in SHARED]
    return [(*one, repairs(*one)) for one in decided]


@pytest.mark.parametrize("promise", PROMISES)
def test_over_the_shared_cases(promise, shared):
    for case in shared:
        promise(*case)


IDP = "arn:aws:iam::111122223333:oidc-provider/"
GITHUB, OTHER = "token.actions.githubusercontent.com", "idp.example.com"


@pytest.mark.parametrize(
    ("provider", "wrong", "conditions", "offered", "cautious"),
    [
        # everybody at GitHub would get the role, and AWS would not keep it
        (GITHUB, {"AWS": f"{IDP}{GITHUB}"}, {}, False, False),
        (GITHUB, {"Federated": f"{IDP}{GITHUB}/"}, {"StringEquals": {f"{GITHUB}:aud": "a"}}, False, False),
        (GITHUB, {"Federated": f"{IDP}{GITHUB}/"}, {"StringLike": {f"{GITHUB}:sub": "*"}}, False, False),
        (GITHUB, {"Federated": f"{IDP}{GITHUB}/"}, {"StringLike": {f"{GITHUB}:sub": "repo:o/*"}}, True, False),
        (OTHER, {"AWS": f"{IDP}{OTHER}"}, {}, True, True),
        (OTHER, {"Federated": f"{IDP}{OTHER}/"}, {}, True, True),
        (OTHER, {"Federated": f"{IDP}{OTHER}/"}, {"StringEquals": {f"{OTHER}:aud": "a"}}, True, False),
    ],
)
def test_a_provider_is_not_named_where_that_lets_everybody_in_unsaid(provider, wrong, conditions, offered, cautious):
    statement = {"Effect": "Allow", "Principal": wrong, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": conditions}
    policies = Policies(resource=parse_policy({"Version": "2012-10-17", "Statement": [statement]}, PolicyType.TRUST))
    context = {f"{provider}:sub": "repo:o/r:ref:refs/heads/main", f"{provider}:aud": "a"}
    asked = request(context, "sts:AssumeRoleWithWebIdentity", principal=f"{IDP}{provider}")
    named = [one for one in repairs(asked, policies, decide(asked, policies)) if one.sentence.startswith("name `")]
    assert bool(named) is offered
    assert all(any("looks at whose token" in said.sentence for said in one.cautions) is cautious for one in named)


@MANY
@given(worlds)
def test_over_policies_of_a_small_world(world):
    question, policies = world
    asked = request(*question)
    decision = decide(asked, policies)
    found = repairs(asked, policies, decision)
    for promise in PROMISES:
        promise(asked, policies, decision, found)


@settings(MANY, max_examples=120)
@given(wide.worlds)
def test_over_policies_of_a_wider_world(world):
    asked, policies = world
    decision = decide(asked, policies)
    found = repairs(asked, policies, decision)
    for promise in PROMISES:
        promise(asked, policies, decision, found)


def test_a_wildcard_that_was_there_is_not_counted_where_a_deletion_moves_it():
    mine = {"Principal": {"Federated": f"{IDP}{OTHER}"}, "Action": "sts:AssumeRoleWithWebIdentity"}
    conditions = {"StringEquals": {f"{OTHER}:sub": "a", f"{OTHER}:aud": "a*"}}
    statements = [mine | {"Effect": "Deny"}, mine | {"Effect": "Allow", "Condition": conditions}]
    policies = Policies(resource=parse_policy({"Version": "2012-10-17", "Statement": statements}, PolicyType.TRUST))
    asked = request({f"{OTHER}:sub": "a"}, "sts:AssumeRoleWithWebIdentity", principal=f"{IDP}{OTHER}")
    moved = [one for one in repairs(asked, policies, decide(asked, policies)) if "StringEqualsIfExists" in one.sentence]
    assert [one.size.wildcards for one in moved] == [0]
