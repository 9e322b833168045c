"""AssumeRole with a role's credentials: what both sides' policies can read of it."""

import json
from dataclasses import replace

import pytest

from tests.sandbox.visit import ACCOUNT, OTHER, policy, refusal, role_arn

ASSUME = "sts:AssumeRole"


def trusting_the_account(account_id, **more):
    statement = {"Effect": "Allow", "Principal": {"AWS": account_id}, "Action": ASSUME, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(("wanted", "passes"), [(ACCOUNT, True), (OTHER, False)])
def test_whose_the_role_is_can_be_asked_for(site, wanted, passes):
    """The commonest perimeter of a role's own policies: nothing outside of these accounts."""
    own = policy(ASSUME, Condition={"StringEquals": {"aws:ResourceAccount": wanted}})
    site.edit_role("Admin", inline={"Own": own})
    site.edit_role("PhotoAppGoogle", trust_policy=trusting_the_account(ACCOUNT))
    answer = site.sts(site.credentials(), "AssumeRole", RoleArn=role_arn("PhotoAppGoogle"), RoleSessionName="two")
    assert (answer.response.status == 200) is passes
    if not passes:
        assert refusal(answer)[2].endswith(f"because no identity-based policy allows the {ASSUME} action")


def test_of_another_accounts_role_it_is_that_account(site):
    site.edit_role("Admin", inline={"Own": policy(ASSUME, Condition={"StringEquals": {"aws:ResourceAccount": OTHER}})})
    other = role_arn("PhotoAppGoogle", OTHER)
    site.stores.accounts.change(
        OTHER, lambda one: one.with_role(replace(one.roles["PhotoAppGoogle"], trust_policy=trusting_the_account(ACCOUNT)))
    )
    answer = site.sts(site.credentials(), "AssumeRole", RoleArn=other, RoleSessionName="two")
    assert answer.response.status == 200
