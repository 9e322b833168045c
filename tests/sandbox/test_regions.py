"""STS can be switched off in a region for an account; it is on in the others, and the other services do not care."""

from dataclasses import replace

import pytest

from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, OTHER, REGION, VERSION, refusal, role_arn, signed

OFF = "eu-west-1"
MESSAGE = (
    f"STS is not activated in this region for account:{ACCOUNT}. "
    "Your account administrator can activate STS in this region using the IAM Console."
)


@pytest.fixture
def off(site):
    site.stores.accounts.change(ACCOUNT, lambda account: replace(account, off=(OFF,)))
    return site


def call(site, region, action="GetCallerIdentity", host=""):
    body = f"Action={action}&Version={VERSION}".encode()
    headers = {"content-type": "application/x-www-form-urlencoded"} | ({"host": host} if host else {})
    credentials = as_administrator(site, "sts").credentials
    return site.send(signed(credentials, "POST", "/", headers=headers, body=body, service="sts", region=region))


def test_a_token_opens_nothing_there_and_whatever_else_is_wrong_comes_later(off):
    assert REGION == OFF
    assert refusal(off.assume()) == (403, "RegionDisabledException", MESSAGE)
    assert refusal(off.assume(token="a.b.c"))[1] == "RegionDisabledException"
    assert refusal(off.assume(RoleSessionName="?"))[1] == "ValidationError"


@pytest.mark.parametrize(
    ("region", "code"),
    [(OFF, "RegionDisabledException"), ("eu-central-1", ""), ("us-east-1", ""), ("aws-global", "RegionDisabledException")],
)
def test_a_signed_call_goes_by_the_region_it_is_signed_for(off, region, code):
    assert call(off, region).error == code


@pytest.mark.parametrize(
    ("host", "code"), [("sts.eu-west-1.amazonaws.com", "RegionDisabledException"), ("sts.amazonaws.com", "")]
)
def test_the_name_of_the_endpoint_says_the_region_too(off, host, code):
    assert call(off, OFF if code else "us-east-1", host=host).error == code


def test_the_other_accounts_and_the_other_services_go_on(off):
    theirs = off.assume(role=role_arn("Admin", OTHER))
    assert theirs.error != "RegionDisabledException"
    assert as_administrator(off)("ListRoles")["Roles"]


def test_it_can_be_switched_on_again(off):
    off.stores.accounts.change(ACCOUNT, lambda account: replace(account, off=()))
    assert off.assume().response.status == 200
