"""The condition keys that say who asks, from where and when: in a session the role's ARN is the principal's, not the session's."""

from dataclasses import replace

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, policy, role_arn, signed

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
