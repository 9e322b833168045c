"""Every promise of a decision and of its repairs, kept over the shared cases and over policies of a small world."""

import pytest
from hypothesis import HealthCheck, given, settings

from playground.iam import decide
from playground.iam.repair import repairs
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
