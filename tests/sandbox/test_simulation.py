"""What the policy simulator answers, beyond the decision itself."""

import json

import pytest

from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, policy, role_arn

ALL = json.dumps(policy("*"))


def simulated(site, **asked):
    given = {"PolicyInputList": [ALL], "ActionNames": ["s3:GetObject"], "ResourceArns": ["arn:aws:s3:::b/k"]} | asked
    (found,) = as_administrator(site, "iam")("SimulateCustomPolicy", **given)["EvaluationResults"]
    return found


@pytest.mark.parametrize(
    ("levels", "allowed"),
    [
        ([["*"]], True),
        ([["*"], ["s3:*"]], True),
        ([["*"], ["ec2:*"]], False),  # the first level alone is not enough
        ([["*"], ["ec2:*", "s3:*"]], True),
    ],
)
def test_an_organisation_allows_what_each_of_its_levels_does(site, levels, allowed):
    given = [{"ServiceControlPolicyInputList": [json.dumps(policy(action)) for action in level]} for level in levels]
    found = simulated(site, OrderedOrganizationPolicyInputList=given)
    assert found["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": allowed}
    assert found["EvalDecision"] == ("allowed" if allowed else "implicitDeny")


def test_a_context_entry_without_values_is_no_value(site):
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    entry = {"ContextKeyName": "aws:PrincipalArn", "ContextKeyValues": [], "ContextKeyType": "string"}
    assert simulated(site, CallerArn=session, ContextEntries=[entry])["EvalDecision"] == "allowed"


@pytest.mark.parametrize(("bounds", "decision"), [("s3:*", "allowed"), ("ec2:*", "implicitDeny")])
def test_a_role_is_simulated_within_its_own_boundary(site, bounds, decision):
    iam = as_administrator(site, "iam")
    edge = iam("CreatePolicy", PolicyName="Edge", PolicyDocument=json.dumps(policy(bounds)))["Policy"]["Arn"]
    iam("PutRolePermissionsBoundary", RoleName="Admin", PermissionsBoundary=edge)
    asked = {"ActionNames": ["s3:GetObject"], "ResourceArns": ["arn:aws:s3:::b/k"]}
    (found,) = iam("SimulatePrincipalPolicy", PolicySourceArn=role_arn("Admin"), **asked)["EvaluationResults"]
    assert found["EvalDecision"] == decision
