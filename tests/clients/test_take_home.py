"""The commands of *Take it home*, run by the AWS CLI in another account: the role is there, to the letter, and opens to a token."""

import json
import os
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from playground.sandbox.objects import Bucket
from playground.sandbox.world import Account, from_data
from playground.walkthrough.take_home.aws_cli import AWS_CLI
from playground.walkthrough.take_home.set_up import set_up
from tests.clients.hands import AWS_CLI_1, REGION, Surroundings, assume, client, token

pytestmark = pytest.mark.clients

OPENED = """
import json
from playground.assembly.accounts import access_key, open_visitor_account
from playground.assembly.sandbox import stores
from playground.sandbox.world import to_data
number = open_visitor_account()
key = access_key(number)
print(json.dumps([number, key.access_key_id, key.secret_access_key, to_data(stores().accounts.get(number))]))
"""


@pytest.fixture(scope="module")
def opened(server):
    """An account of its own: its number, its administrator's key, and what it begins with."""
    number, key, secret, data = json.loads(server.manage("shell", "--no-imports", "-c", OPENED).splitlines()[-1])
    return number, key, secret, from_data(data)


@pytest.fixture
def administrator(server, opened, tmp_path):
    _, key, secret, _ = opened
    path = f"{Path(client(AWS_CLI_1, 'the AWS CLI 1')).parent}:{os.environ['PATH']}"
    settings = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_ENDPOINT_URL": server.aws}
    return Surroundings(tmp_path, {**settings, "AWS_DEFAULT_REGION": REGION, "PATH": path})


def of(server, opened, service):
    """The administrator's client, to look at what was made."""
    return boto3.client(
        service, endpoint_url=server.aws, region_name=REGION, aws_access_key_id=opened[1], aws_secret_access_key=opened[2]
    )


def taken_home(account: Account, name: str) -> tuple[Account, str]:
    """The account with the role under another name, with more to it than a new account has, so that nothing is in the way."""
    policies = {f"Home{name}{one.name}": replace(one, name=f"Home{name}{one.name}") for one in account.policies.values()}
    account = replace(account, policies=policies)
    arns = [account.policy_arn(one) for one in policies]
    home = f"Home{name}"
    role = replace(
        account.roles[f"PhotoApp{name}"],
        name=home,
        path="/home/",
        attached=(arns[0], "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        boundary=arns[1],
        tags={"made-by": "take-home"},
        max_session_duration=7200,
    )
    return account.with_role(role), home


@pytest.mark.parametrize(("name", "provider"), [("Google", "google"), ("Github", "github")])
def test_the_commands_make_the_set_up_anew_and_a_token_opens_it(server, opened, administrator, name, provider):
    number, *_, before = opened
    account, home = taken_home(before, name)
    role = account.roles[home]
    bucket = f"photo-app-{number}"
    statement = {"Effect": "Allow", "Principal": {"AWS": account.role_arn(role)}, "Action": "s3:GetObject"}
    policy = json.dumps(
        {"Version": "2012-10-17", "Statement": [{**statement, "Resource": f"arn:aws:s3:::{bucket}/${{aws:userid}}/*"}]}
    )
    given = set_up(account, role, Bucket(bucket, number, REGION, 0, policy))
    if given.provider:
        of(server, opened, "iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=given.provider_arn)

    (administrator.home / "set-up.sh").write_text(AWS_CLI.write(given))
    mine = {one.name.upper(): one.here for one in given.owned.each if one.name != "account_id"}
    administrator.run("sh", "set-up.sh", **mine)

    iam, s3 = (of(server, opened, service) for service in ("iam", "s3"))
    made = iam.get_role(RoleName=home)["Role"]
    assert (made["Arn"], made["MaxSessionDuration"]) == (account.role_arn(role), 7200)
    assert made["AssumeRolePolicyDocument"] == given.trust
    assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == role.boundary
    assert made["Tags"] == [{"Key": "made-by", "Value": "take-home"}]
    for inline, document in given.inline.items():
        assert iam.get_role_policy(RoleName=home, PolicyName=inline)["PolicyDocument"] == document
    attached = iam.list_attached_role_policies(RoleName=home)["AttachedPolicies"]
    assert {one["PolicyArn"] for one in attached} == set(role.attached)
    assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == given.bucket_policy

    assumed = assume(server, token(server, "--account", number, "--provider", provider), made["Arn"])
    assert assumed["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{number}:assumed-role/{home}/maya"


def test_without_what_the_learner_owns_nothing_is_made(server, opened, administrator):
    account, home = taken_home(opened[3], "Amazon")
    (administrator.home / "set-up.sh").write_text(AWS_CLI.write(set_up(account, account.roles[home], None)))
    done = administrator.run("sh", "set-up.sh", check=False)
    assert done.returncode != 0
    assert "put in your bucket, as in BUCKET=… sh set-up.sh" in done.stderr
    assert home not in {one["RoleName"] for one in of(server, opened, "iam").list_roles()["Roles"]}
