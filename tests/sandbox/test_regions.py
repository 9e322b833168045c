"""STS can be switched off in a region for an account; it is on in the others, and the other services do not care."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, OTHER, REGION, VERSION, post, refusal, role_arn, signed
from tests.tokens.minting import mint

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
    ("host", "code"),
    [
        ("sts.eu-west-1.amazonaws.com", "RegionDisabledException"),
        ("sts-fips.eu-west-1.amazonaws.com", "RegionDisabledException"),
        ("STS.eu-west-1.api.aws:443", "RegionDisabledException"),
        ("sts.amazonaws.com", ""),
        ("sts-fips.us-east-1.amazonaws.com", ""),
    ],
)
def test_the_name_of_the_endpoint_says_the_region_too(off, host, code):
    assert call(off, OFF if code else "us-east-1", host=host).error == code


@pytest.mark.parametrize(("host", "kind"), [("sts.amazonaws.com", "global"), ("sts-fips.us-east-1.api.aws", "regional")])
def test_the_record_of_a_token_says_what_kind_of_endpoint_was_called(off, host, kind):
    form = {"Action": "AssumeRoleWithWebIdentity", "Version": VERSION, "RoleArn": role_arn("Admin")}
    request = post(urlencode(form | {"RoleSessionName": "maya", "WebIdentityToken": mint()}))
    assert off.send(replace(request, headers=request.headers | {"host": host})).response.status == 200
    ((_, event),) = off.events
    told = event["additionalEventData"]["RequestDetails"]
    assert (event["awsRegion"], told["awsServingRegion"], told["endpointType"]) == ("us-east-1", "us-east-1", kind)


def test_the_other_accounts_and_the_other_services_go_on(off):
    theirs = off.assume(role=role_arn("Admin", OTHER))
    assert theirs.error != "RegionDisabledException"
    assert as_administrator(off)("ListRoles")["Roles"]


def test_it_can_be_switched_on_again(off):
    off.stores.accounts.change(ACCOUNT, lambda account: replace(account, off=()))
    assert off.assume().response.status == 200
