"""What is another account's stays closed, and what a bucket's own policy opens."""

import json

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, OTHER, OTHERS_BUCKET, policy, refusal, role_arn
from tests.tokens.minting import good, mint

PATH = f"/{BUCKET}/shared/welcome.txt"


def test_another_accounts_bucket_is_closed_and_no_reason_given(site, admin):
    for method, path in (
        ("GET", f"/{OTHERS_BUCKET}/shared/welcome.txt"),
        ("PUT", f"/{OTHERS_BUCKET}/x"),
        ("DELETE", f"/{OTHERS_BUCKET}/x"),
    ):
        assert refusal(site.s3(admin, method, path)) == (403, "AccessDenied", "Access Denied")
    assert refusal(site.s3(admin, "GET", f"/{OTHERS_BUCKET}", "list-type=2")) == (403, "AccessDenied", "Access Denied")
    assert site.s3(admin, "HEAD", f"/{OTHERS_BUCKET}").response.status == 403
    assert OTHERS_BUCKET not in site.s3(admin).response.body.decode()


def test_what_another_accounts_bucket_policy_says_is_told_to_nobody_else(site, admin):
    document = policy("s3:GetObject", resource=f"arn:aws:s3:::{OTHERS_BUCKET}/*", Sid="ASecretOfTheOther")
    document["Statement"][0]["Principal"] = {"AWS": role_arn("Friend", OTHER)}
    site.buckets.set_policy(OTHERS_BUCKET, json.dumps(document))
    answer = site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt")
    assert refusal(answer)[2] == "Access Denied"
    assert "ASecretOfTheOther" not in str(answer.finding)
    assert "Friend" not in str(answer.finding)


def test_a_bucket_policy_opens_a_bucket_to_another_account_and_both_must_allow(site, admin):
    document = policy("s3:GetObject", resource=f"arn:aws:s3:::{OTHERS_BUCKET}/*")
    document["Statement"][0]["Principal"] = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    site.buckets.set_policy(OTHERS_BUCKET, json.dumps(document))
    assert site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 200
    assert site.s3(admin, "PUT", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 403
    site.edit_role("Admin", inline={"None": policy("s3:PutObject")})
    assert site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 403


@pytest.mark.parametrize("key", ["aws:ResourceAccount", "s3:ResourceAccount"])
def test_policies_can_test_whose_the_bucket_is(site, admin, key):
    site.edit_role("Admin", inline={"Own": policy("s3:*", Condition={"StringEquals": {key: ACCOUNT}})})
    assert site.s3(admin, "GET", PATH).response.status == 200
    site.edit_role("Admin", inline={"Own": policy("s3:*", Condition={"StringEquals": {key: OTHER}})})
    assert site.s3(admin, "GET", PATH).response.status == 403


@pytest.mark.parametrize("key", ["aws:ViaAWSService", "aws:PrincipalIsAWSService", "aws:SecureTransport"])
def test_keys_that_every_request_has_are_there(site, admin, key):
    site.edit_role("Admin", inline={"Only": policy("s3:*", Condition={"Bool": {key: "false"}})})
    assert site.s3(admin, "GET", PATH).response.status == 200


def test_the_keys_of_the_provider_are_still_there_in_the_session(site):
    only = policy("s3:*", Condition={"StringEquals": {"idp.example.com:sub": "maya", "idp.example.com:aud": "photo-app"}})
    site.edit_role("Admin", inline={"Only": only})
    assert site.s3(site.credentials(), "GET", PATH).response.status == 200
    assert site.s3(site.credentials(mint(good(sub="tomas"))), "GET", PATH).response.status == 403
