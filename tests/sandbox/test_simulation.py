"""What the policy simulator answers, beyond the decision itself."""

import json
import time

import pytest

from playground.sandbox.iam_api import positions, simulation
from tests.sandbox.sdk import Refused, as_administrator
from tests.sandbox.visit import ACCOUNT, OTHER, policy, role_arn

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


AWSS = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/Own"
HELD = {"inline": "s3:PutObject", "aws-managed": "s3:GetObject", "user-managed": "s3:DeleteObject"}
INLINE = {"PolicyName": "Mine", "AttachmentType": "role", "AttachmentName": "Admin"}
LEFT_OUT = [
    ([], set()),
    ([{"PolicyType": "inline"}], {"inline"}),
    ([{"PolicyType": "aws-managed"}], {"aws-managed"}),
    ([{"PolicyType": "user-managed"}], {"user-managed"}),
    ([{"PolicyType": "scp"}, {"PolicyType": "rcp"}], set()),
    ([{"PolicyType": "inline"}, {"PolicyArn": OWN}], {"inline", "user-managed"}),
    ([{"PolicyArn": AWSS}], {"aws-managed"}),
    ([{"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/O*"}], {"user-managed"}),
    ([{"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/??"}], set()),
    ([{"InlinePolicyIdentifier": INLINE}], {"inline"}),
    ([{"InlinePolicyIdentifier": INLINE | {"PolicyName": "Other"}}], set()),
    ([{"InlinePolicyIdentifier": INLINE | {"AttachmentType": "user"}}], set()),
    ([{"InlinePolicyIdentifier": INLINE | {"AttachmentName": "Someone"}}], set()),
]


OF_OTHERS = [OTHER, f"arn:aws:iam::{OTHER}:root"]


def of_admin(iam, **asked):
    given = {"ActionNames": list(HELD.values()), "ResourceArns": ["arn:aws:s3:::b/k"]} | asked
    return iam("SimulatePrincipalPolicy", PolicySourceArn=role_arn("Admin"), **given)


@pytest.fixture
def iam(site):
    """IAM, whose role Admin has a policy of each kind, and a boundary that keeps it to s3."""
    iam = as_administrator(site, "iam")
    for name, action in (("Own", HELD["user-managed"]), ("Edge", "s3:*")):
        iam("CreatePolicy", PolicyName=name, PolicyDocument=json.dumps(policy(action)))
    inline = {"Mine": policy(HELD["inline"], "iam:GetRole")}
    boundary = f"arn:aws:iam::{ACCOUNT}:policy/Edge"
    site.edit_role("Admin", inline=inline, attached=(AWSS, OWN), boundary=boundary)
    return iam


def test_what_settled_it_is_named_as_the_simulator_names_it(iam):
    named = {
        (one["SourcePolicyId"], one["SourcePolicyType"])
        for found in of_admin(iam)["EvaluationResults"]
        for one in found["MatchedStatements"]
    }
    of_iam = {("role_Admin_Mine", "IAM Policy"), ("AmazonS3ReadOnlyAccess", "IAM Policy"), ("Own", "IAM Policy")}
    assert named == of_iam | {("Edge", "Permissions Boundary Policy")}


@pytest.mark.parametrize(("excluded", "gone"), LEFT_OUT)
def test_a_policy_that_is_left_out_says_nothing(iam, excluded, gone):
    found = of_admin(iam, PolicyExclusionList=excluded)["EvaluationResults"]
    assert {kind for kind, one in zip(HELD, found, strict=True) if one["EvalDecision"] != "allowed"} == gone


def test_a_boundary_can_be_left_out(iam):
    action = {"ActionNames": ["iam:GetRole"], "ResourceArns": [role_arn("Admin")]}
    (within,) = of_admin(iam, **action)["EvaluationResults"]
    assert (within["EvalDecision"], within["PermissionsBoundaryDecisionDetail"]) == (
        "implicitDeny",
        {"AllowedByPermissionsBoundary": False},
    )
    (beyond,) = of_admin(iam, **action, PolicyExclusionList=[{"PolicyType": "permission-boundary"}])["EvaluationResults"]
    assert beyond["EvalDecision"] == "allowed"
    assert "PermissionsBoundaryDecisionDetail" not in beyond


NO_IDENTIFIERS = [
    {"PolicyType": "inline", "PolicyArn": OWN},
    {"PolicyArn": "no-arn-of-any-policy"},
    {"PolicyArn": role_arn("Admin")},
    {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/*x*"},
    {"PolicyArn": "arn:aws:iam::*:policy/Own"},
    {"InlinePolicyIdentifier": INLINE | {"AttachmentName": "A*m*n"}},
]


@pytest.mark.parametrize("identifier", NO_IDENTIFIERS)
def test_what_identifies_no_policy_is_refused(iam, identifier):
    with pytest.raises(Refused, match="400 InvalidInput: Invalid policy identifier: "):
        of_admin(iam, PolicyExclusionList=[{"PolicyType": "rcp"}, identifier])


@pytest.mark.parametrize("owner", OF_OTHERS)
def test_who_owns_a_resource_is_told_by_number_or_by_arn(iam, owner):
    (found,) = of_admin(iam, ActionNames=[HELD["inline"]], ResourceOwner=owner)["EvaluationResults"]
    assert found["EvalDecision"] == "implicitDeny"  # the other account allows nothing


@pytest.mark.parametrize("owner", ["", "44445555666", "somebody", "arn:aws:s3:::b"])
def test_an_owner_that_is_no_account_is_refused(iam, owner):
    with pytest.raises(Refused, match=r"400 (InvalidInput|ValidationError)"):
        of_admin(iam, ResourceOwner=owner)
    with pytest.raises(Refused, match=r"400 (InvalidInput|ValidationError)"):
        iam("SimulateCustomPolicy", PolicyInputList=[ALL], ActionNames=["s3:GetObject"], ResourceOwner=owner)


def several(number):
    statements = [{"Sid": f"S{n}", "Effect": "Allow", "Action": "*", "Resource": "*"} for n in range(number)]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def test_where_many_statements_stand_is_looked_for_once(site, monkeypatch):
    """They were all looked for again for each: two seconds for a thousand, and no other call was answered meanwhile."""
    looked = []

    def spans(text):
        looked.append(text)
        return positions.spans(text)

    monkeypatch.setattr(simulation, "spans", spans)
    found = simulated(site, PolicyInputList=[several(1_700)])
    assert len(looked) == 1
    assert [one["StartPosition"]["Column"] for one in found["MatchedStatements"][:2]] == [41, 107]
    assert len(found["MatchedStatements"]) == 1_700


def test_what_would_take_long_comes_in_more_pages_than_were_asked_for(site):
    call, asked = as_administrator(site, "iam"), {"PolicyInputList": [several(100)], "MaxItems": 1000}
    asked |= {"ActionNames": [f"s3:Get{n}" for n in range(40)], "ResourceArns": [f"arn:aws:s3:::b/{n}" for n in range(10)]}
    pages, more = [], {}
    while not pages or more:
        page = call("SimulateCustomPolicy", **asked, **more)
        pages.append([one["EvalActionName"] for one in page["EvaluationResults"]])
        more = {"Marker": page["Marker"]} if page["IsTruncated"] else {}
    assert len(pages) > 1
    assert [name for page in pages for name in page] == asked["ActionNames"]


@pytest.mark.parametrize(
    "more",
    [
        {"PolicyInputList": [several(1_700)], "ResourceArns": [f"arn:aws:s3:::b/{n}" for n in range(300)]},
        {"PolicyInputList": [several(1_700)] * 5},
    ],
    ids=["resources", "policies"],
)
def test_what_would_take_minutes_is_refused(site, more):
    asked = {"ActionNames": ["s3:GetObject"]} | more
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        as_administrator(site, "iam")("SimulateCustomPolicy", **asked)
    assert refused.value.code == "InvalidInput"
    assert time.process_time() - start < 2
