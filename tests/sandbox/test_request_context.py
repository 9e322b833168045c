"""The condition keys that say who asks, from where and when: in a session the role's ARN is the principal's, not the session's."""

from dataclasses import replace

import pytest

from tests.sandbox.sdk import administrator
from tests.sandbox.visit import ACCOUNT, BUCKET, policy, role_arn, signed

ASSUME = "sts:AssumeRole"
PATH = f"/{BUCKET}/shared/welcome.txt"
KEYS = {
    "aws:PrincipalArn": role_arn("Admin"),
    "aws:PrincipalAccount": ACCOUNT,
    "aws:PrincipalType": "AssumedRole",
    "aws:userid": "AROAADMINADMINADMIN12:maya",
    "aws:SourceIp": "127.0.0.1",
    "aws:SecureTransport": "false",
    "aws:RequestedRegion": "eu-west-1",
    "aws:ResourceAccount": ACCOUNT,
    "aws:FederatedProvider": f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com",
    "aws:MultiFactorAuthPresent": "false",
    "s3:authType": "REST-HEADER",
}


def may_read_where(site, condition):
    site.edit_role("Admin", inline={"Read": policy("s3:GetObject", Condition=condition)})


@pytest.mark.parametrize("key", KEYS)
def test_a_policy_can_test_it(site, admin, key):
    may_read_where(site, {"StringEquals": {key: KEYS[key]}})
    assert site.s3(admin, "GET", PATH).response.status == 200
    may_read_where(site, {"StringNotEquals": {key: KEYS[key]}})
    assert site.s3(admin, "GET", PATH).response.status == 403


@pytest.mark.parametrize("key", ["aws:username", "aws:SourceIp", "aws:UserAgent", "aws:Referer"])
def test_what_nobody_said_is_absent(site, admin, key):
    request = replace(signed(admin, "GET", PATH), source_ip="")
    may_read_where(site, {"Null": {key: "true"}})
    assert site.send(request).response.status == 200
    may_read_where(site, {"Null": {key: "false"}})
    assert site.send(request).response.status == 403


def test_a_deny_for_want_of_a_second_factor_holds_for_a_session_and_not_for_a_user_s_key(site, admin):
    """A session's credentials say that none was used, and long-term ones say nothing; `BoolIfExists` is what catches both."""
    for operator, user in (("Bool", 200), ("BoolIfExists", 403)):
        denies = policy(ASSUME, effect="Deny", Condition={operator: {"aws:MultiFactorAuthPresent": "false"}})["Statement"]
        allows = {"Effect": "Allow", "Action": ASSUME}
        for statement in (allows, *denies):
            statement.pop("Resource", None)
            statement["Principal"] = {"AWS": ACCOUNT}
        site.edit_role("PhotoAppGoogle", trust_policy={"Version": "2012-10-17", "Statement": [allows, *denies]})
        site.edit_role("Admin", inline={"Ask": policy(ASSUME)})
        given = {"RoleArn": role_arn("PhotoAppGoogle"), "RoleSessionName": "maya"}
        assert site.sts(administrator(site), "AssumeRole", **given).response.status == user
        assert site.sts(admin, "AssumeRole", **given).response.status == 403
