"""The role's policies, read from IAM with the temporary credentials: moto's, which lets everybody, and our own, which does not."""

from __future__ import annotations

import json

import boto3
import pytest

from playground.aws.target import Target
from playground.documents import write_json
from playground.walkthrough.outside.granted import MOST, read_policies
from playground.walkthrough.visitors.visitor import journey_in
from tests.clients.hands import ACCOUNT, BUCKET, access_key, assume
from tests.outside.conftest import NOBODY, ROLE

pytestmark = pytest.mark.django_db


def allow(*actions):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


@pytest.fixture
def motos_role(moto):
    """A role with an inline policy, one of its account's own, one of AWS's, and a boundary."""
    iam = boto3.client("iam", endpoint_url=moto, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    own = iam.create_policy(PolicyName="Lists", PolicyDocument=json.dumps(allow("s3:ListBucket")))["Policy"]["Arn"]
    edge = iam.create_policy(PolicyName="Edge", PolicyDocument=json.dumps(allow("s3:*")))["Policy"]["Arn"]
    role = {"RoleName": "Photos", "Path": "/demo/", "AssumeRolePolicyDocument": json.dumps(NOBODY), "MaxSessionDuration": 7200}
    iam.create_role(**role, PermissionsBoundary=edge)
    iam.put_role_policy(RoleName="Photos", PolicyName="Reads", PolicyDocument=json.dumps(allow("s3:GetObject")))
    iam.attach_role_policy(RoleName="Photos", PolicyArn=own)
    yield iam
    iam.detach_role_policy(RoleName="Photos", PolicyArn=own)
    iam.delete_role_policy(RoleName="Photos", PolicyName="Reads")
    iam.delete_role(RoleName="Photos")
    for arn in (own, edge):
        iam.delete_policy(PolicyArn=arn)


def test_what_iam_gives_is_read_with_the_credentials_and_judged(visitor, choose, motos_role):
    choose(bucket="photos")
    visitor.post("/call/send/", {"action": "send", "RoleSessionName": "maya"})
    page = visitor.post("/target/policies/read/", follow=True).content.decode()
    outside = journey_in(visitor.session).outside
    assert (outside.missing, outside.longest) == ([], 7200)
    assert {name: json.loads(text) for name, text in outside.policies.items()} == {
        "Reads": allow("s3:GetObject"),
        "Lists": allow("s3:ListBucket"),
    }
    assert (json.loads(outside.trust), json.loads(outside.boundary)) == (NOBODY, allow("s3:*"))
    assert "of the policies that IAM gave" in page
    assert "We read it otherwise than they answered" in page
    step = visitor.get("/call/").content.decode()
    assert "read from IAM at" in step
    assert "Permissions boundary" in step
    visitor.post("/use/send/", {"operation": "ListObjectsV2", "bucket": "photos"})
    assert journey_in(visitor.session).outside.used.agrees


def test_more_policies_than_are_read_are_not_taken_for_all_of_them(moto, motos_role):
    for number in range(MOST):
        motos_role.put_role_policy(RoleName="Photos", PolicyName=f"p{number}", PolicyDocument=json.dumps(allow("s3:GetObject")))
    credentials = {"AccessKeyId": "a", "SecretAccessKey": "b", "SessionToken": "c"}
    granted = read_policies(ACCOUNT, Target("endpoint", ROLE, sts_url=moto), credentials)
    for number in range(MOST):
        motos_role.delete_role_policy(RoleName="Photos", PolicyName=f"p{number}")
    assert (granted.policies, json.loads(granted.trust)) == (None, NOBODY)
    assert granted.missing == [f"the role has more than {MOST} policies, which is all that this site reads"]


def test_where_nobody_answers_iam_is_asked_once():
    credentials = {"AccessKeyId": "a", "SecretAccessKey": "b", "SessionToken": "c"}
    granted = read_policies(ACCOUNT, Target("endpoint", ROLE, sts_url="http://127.0.0.1:9"), credentials)
    assert granted.missing == ["GetRole failed: nobody answers at `127.0.0.1:9`; is the address right?"]
    assert (granted.trust, granted.policies) == ("", None)


@pytest.fixture
def ours(server):
    """A role of our own endpoint, which really verifies tokens and asks policies; `ours(…)` allows it more: its credentials."""
    key = access_key(server)
    named = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    iam = boto3.client("iam", endpoint_url=server.aws, region_name="eu-west-1", **named)
    trust = iam.get_role(RoleName="PhotoAppGoogle")["Role"]["AssumeRolePolicyDocument"]
    iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=json.dumps(trust))
    role = f"arn:aws:iam::{ACCOUNT}:role/Reader"

    def allowed(*actions):
        iam.put_role_policy(RoleName="Reader", PolicyName="May", PolicyDocument=json.dumps(allow(*actions)))
        return assume(server, role=role)["Credentials"], trust

    yield allowed
    iam.delete_role_policy(RoleName="Reader", PolicyName="May")
    iam.delete_role(RoleName="Reader")


def test_every_permission_that_is_missing_is_named(server, ours):
    role = f"arn:aws:iam::{ACCOUNT}:role/Reader"
    target = Target("endpoint", role, "eu-west-1", BUCKET, server.aws)
    credentials, trust = ours("s3:GetObject")
    granted = read_policies(ACCOUNT, target, credentials)
    assert [one.partition("`; ")[0] for one in granted.missing] == [
        f"`iam:{action}` is not allowed on `{role}" for action in ("GetRole", "ListRolePolicies", "ListAttachedRolePolicies")
    ]
    assert (granted.trust, granted.policies) == ("", None)
    credentials, trust = ours("iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies")
    granted = read_policies(ACCOUNT, target, credentials)
    assert [one.partition(" is")[0] for one in granted.missing] == ["`iam:GetRolePolicy`"]
    assert (granted.trust, granted.policies) == (write_json(trust), None)
    credentials, trust = ours("iam:Get*", "iam:List*")
    granted = read_policies(ACCOUNT, target, credentials)
    assert (granted.missing, granted.policies) == ([], {"May": write_json(allow("iam:Get*", "iam:List*"))})


def test_where_the_boundary_is_not_given_nothing_is_said_of_what_the_policies_allow(server, ours):
    role = f"arn:aws:iam::{ACCOUNT}:role/Reader"
    target = Target("endpoint", role, "eu-west-1", BUCKET, server.aws)
    key = access_key(server)
    named = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    iam = boto3.client("iam", endpoint_url=server.aws, region_name="eu-west-1", **named)
    edge = iam.create_policy(PolicyName="Edge", PolicyDocument=json.dumps(allow("*")))["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName="Reader", PermissionsBoundary=edge)
    credentials, trust = ours("iam:GetRole", "iam:GetRolePolicy", "iam:List*")
    granted = read_policies(ACCOUNT, target, credentials)
    iam.delete_role_permissions_boundary(RoleName="Reader")
    iam.delete_policy(PolicyArn=edge)
    assert [one.partition(" is")[0] for one in granted.missing] == ["`iam:GetPolicy`"]
    assert (granted.trust, granted.policies, granted.boundary) == (write_json(trust), None, "")
