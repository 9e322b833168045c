"""The five steps with somebody else's STS and S3 at their end: moto's, chosen by the visitor."""

import json
import re

import boto3
import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import overflow
from tests.browser.test_tour import SCRIPTS
from tests.browser.tour import headline, made_anew, send, sign_in, type_policy, use
from tests.moto import running_moto
from tests.server import Server

pytestmark = pytest.mark.browser
ROLE = "arn:aws:iam::123456789012:role/demo/readers/Photos"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}
    ],
}
READS = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}


@pytest.fixture(scope="module")
def moto():
    with running_moto() as origin:
        iam = boto3.client(
            "iam", endpoint_url=origin, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        )
        iam.create_role(RoleName="Photos", Path="/demo/readers/", AssumeRolePolicyDocument=json.dumps(TRUST))
        iam.put_role_policy(RoleName="Photos", PolicyName="Reads", PolicyDocument=json.dumps(READS))
        yield origin


@pytest.fixture(scope="module")
def server(tmp_path_factory, moto):
    """A site that may call it."""
    running = Server(tmp_path_factory.mktemp("target"), LIVE_AWS_ENDPOINTS=moto).start()
    yield running
    running.stop()


@SCRIPTS
def test_the_five_steps_at_an_endpoint_of_somebody_else(visit, moto, java_script_enabled):
    page = visit(java_script_enabled=java_script_enabled)
    sign_in(page)
    page.goto("/call/")
    expect(page.locator(".head__target")).to_contain_text("Calls go to the sandbox")
    page.get_by_role("link", name="Send them elsewhere").click()
    page.locator("input[name=kind][value=endpoint]").check()
    page.fill("[name=role_arn]", ROLE)
    page.fill("[name=sts_url]", moto)
    page.fill("[name=bucket]", "photos")
    page.get_by_role("button", name="Send the calls there").click()
    page.wait_for_url(re.compile(r"/call/$"))
    host = moto.removeprefix("http://")
    expect(page.locator(".head__target")).to_contain_text(moto)
    expect(page.locator("section", has=page.locator("#leaves"))).to_contain_text(
        f"To STS at {host}: your demo token from Google"
    )
    assert send(page) == f"{host} said yes. You are maya in the role Photos."
    expect(page.locator("#reading")).to_be_visible()
    page.get_by_role("button", name="Read the policies with these credentials").click()
    expect(page.locator("section", has=page.locator("#reading"))).to_contain_text("the same as theirs")
    assert use(page, "GetObject", key="maya/notes.txt") == "GetObject: 200"
    expect(page.locator("figure", has_text="Body").locator("pre").last).to_contain_text("hello from moto")
    expect(page.locator("section", has=page.locator("#reading"))).to_contain_text("the same as theirs")
    assert use(page, "ListObjectsV2", prefix="maya/") == "ListObjectsV2: 200"
    expect(page.locator(".notice--warn")).to_contain_text("We read it otherwise than they answered")
    expect(page.locator(".rail [data-state=done]")).to_have_count(5)
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 900})
    for path in ("/target/", "/token/", "/call/", "/answer/", "/use/"):
        page.goto(path)
        assert overflow(page) <= 0, path
    page.set_viewport_size(wide)
    page.goto("/answer/")
    page.get_by_role("button", name="Forget them now").click()
    page.wait_for_url(re.compile(r"/call/$"))
    page.goto("/use/")
    expect(page.locator(".notice")).to_contain_text("STS has not given you any yet")


def test_policies_that_are_given_by_hand_are_read_and_the_sandbox_can_be_gone_back_to(visit, moto):
    page = visit()
    sign_in(page)
    page.goto("/target/")
    page.locator("input[name=kind][value=endpoint]").check()
    page.fill("[name=role_arn]", ROLE)
    page.fill("[name=sts_url]", moto)
    page.get_by_role("button", name="Send the calls there").click()
    page.wait_for_url(re.compile(r"/call/$"))
    page.get_by_text("Give them by hand").click()
    type_policy(page, "trust", json.dumps(TRUST).replace("accounts.google.com", "www.amazon.com"))
    made_anew(page, page.get_by_role("button", name="Read with these"))
    send(page)
    expect(page.locator(".notice--warn")).to_contain_text("We read it otherwise than they answered")
    page.goto("/target/")
    page.locator("input[name=kind][value=sandbox]").check()
    page.get_by_role("button", name="Send the calls there").click()
    page.wait_for_url(re.compile(r"/call/$"))
    send(page)
    assert headline(page).startswith("STS said yes. You are maya in the role PhotoAppGoogle")
