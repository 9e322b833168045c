"""The outcome alone is the outcome of the explained decision, for any policies and any request."""

import pytest
from hypothesis import given

from playground.iam import Policies, PolicyType, Request, decide, parse_policy
from playground.iam.verdict import verdict
from tests.iam import wide
from tests.iam.generated import PROVIDER, ROLE, SESSION, SHARED, request, worlds


@given(worlds)
def test_the_outcome_alone_is_the_explained_decisions(world):
    asked, policies = world
    made = request(*asked)
    assert verdict(made, policies) is decide(made, policies).outcome


@given(wide.worlds)
def test_so_it_is_in_a_wider_world(world):
    asked, policies = world
    assert verdict(asked, policies) is decide(asked, policies).outcome


@pytest.mark.parametrize("number", range(len(SHARED)))
def test_so_it_is_in_every_shared_case(number):
    made, policies = SHARED[number]
    assert verdict(made, policies) is decide(made, policies).outcome


ALLOW_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
OF_OTHERS = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": {"AWS": ROLE}},
}
NULL = {"Version": "2012-10-17", "Statement": ALLOW_ALL["Statement"] | {"Condition": {"Null": {"aws:username": "true"}}}}
NOBODY_ELSE = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "NotPrincipal": {"AWS": [SESSION, ROLE]}},
}


def of(document, kind=PolicyType.IDENTITY):
    return parse_policy(document, kind)


@pytest.mark.parametrize("account", ["111122223333", "444455556666"])
@pytest.mark.parametrize("principal", [SESSION, ROLE, f"{SESSION}x", PROVIDER, "s3.amazonaws.com"])
@pytest.mark.parametrize(
    "policies",
    [
        Policies(),
        Policies(service_control=()),
        Policies(identity=(of(ALLOW_ALL),), session=()),
        Policies(identity=(of(ALLOW_ALL),), boundary=()),
        Policies(identity=(of(NULL),)),
        Policies(identity=(of(ALLOW_ALL),), resource=of(OF_OTHERS, PolicyType.RESOURCE), session=()),
        Policies(identity=(of(ALLOW_ALL),), resource=of(NOBODY_ELSE, PolicyType.RESOURCE)),
        Policies(identity=(of(ALLOW_ALL),), service_control=(of(ALLOW_ALL, PolicyType.SERVICE_CONTROL),)),
    ],
)
def test_so_it_is_across_accounts_and_with_types_of_policies_that_say_nothing(policies, principal, account):
    made = Request("s3:GetObject", "arn:aws:s3:::b/k", principal, {}, account)
    assert verdict(made, policies) is decide(made, policies).outcome
