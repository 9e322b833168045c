"""Several accounts at once, by boto3: role chaining, whose things are whose, and sixteen writers to one account's IAM."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from tests.clients.administration import boto, key_of, visitor
from tests.clients.hands import ACCOUNT, BUCKET, QUIET, assume, session

pytestmark = pytest.mark.clients

WRITERS = 16


def said(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def refused(call, *arguments, **parameters):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **parameters)
    return caught.value.response["Error"]


@pytest.fixture(scope="module")
def keys(server):
    """The administrators of the terminal account and of two visitors', by account."""
    return {ACCOUNT: key_of(server)} | {one: key_of(server, one) for one in (visitor(server), visitor(server))}


def test_role_chaining_lasts_an_hour_at_most_and_hands_on_what_is_transitive(server, keys):
    iam = boto(keys[ACCOUNT], "iam")
    trust = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    role = iam.create_role(RoleName="Chained", AssumeRolePolicyDocument=said(trust), MaxSessionDuration=43200)["Role"]["Arn"]
    allowed = said({"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": role})
    asked = {"RoleArn": role, "RoleSessionName": "maya"}
    sts = session(assume(server)["Credentials"]).client("sts", endpoint_url=server.aws, config=QUIET)
    assert "no identity-based policy allows the sts:AssumeRole action" in refused(sts.assume_role, **asked)["Message"]
    iam.put_role_policy(RoleName="PhotoAppGoogle", PolicyName="Chain", PolicyDocument=allowed)
    error = refused(sts.assume_role, **asked, DurationSeconds=3601)
    assert (
        error["Message"] == "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    )
    made = sts.assume_role(
        **asked, Tags=[{"Key": "Project", "Value": "x"}], TransitiveTagKeys=["Project"], DurationSeconds=3600
    )
    again = session(made["Credentials"]).client("sts", endpoint_url=server.aws, config=QUIET)
    assert again.get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Chained/maya"
    for name, parameters in (("get_session_token", {}), ("get_federation_token", {"Name": "maya"})):
        error = refused(getattr(again, name), **parameters)
        operation = "".join(word.title() for word in name.split("_"))
        assert (error["Code"], error["Message"]) == ("AccessDenied", f"Cannot call {operation} with session credentials")
    iam.delete_role_policy(RoleName="PhotoAppGoogle", PolicyName="Chain")


def test_no_account_sees_or_touches_anothers_roles_providers_policies_or_trail(keys):
    for account, key in keys.items():
        iam = boto(key, "iam")
        iam.create_open_id_connect_provider(Url="https://idp.example.org", ClientIDList=[account])
        trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
        iam.create_role(RoleName="Same", AssumeRolePolicyDocument=said(trust), Description=account)
        iam.create_policy(PolicyName="Same", PolicyDocument=said({"Effect": "Allow", "Action": "*", "Resource": "*"}))
    for account, key in keys.items():
        iam, sts, trail = (boto(key, service) for service in ("iam", "sts", "cloudtrail"))
        assert iam.get_role(RoleName="Same")["Role"]["Description"] == account
        listed = [*iam.list_roles()["Roles"], *iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]
        assert {one["Arn"].split(":")[4] for one in [*listed, *iam.list_policies(Scope="Local")["Policies"]]} == {account}
        events = [json.loads(one["CloudTrailEvent"]) for one in trail.lookup_events()["Events"]]
        assert {one["recipientAccountId"] for one in events} == {account}
        for other in keys.keys() - {account}:
            role, policy = f"arn:aws:iam::{other}:role/Same", f"arn:aws:iam::{other}:policy/Same"
            provider = f"arn:aws:iam::{other}:oidc-provider/idp.example.org"
            assert refused(sts.assume_role, RoleArn=role, RoleSessionName="maya")["Code"] == "AccessDenied"
            assert refused(iam.get_policy, PolicyArn=policy)["Code"] == "NoSuchEntity"
            assert refused(iam.delete_policy, PolicyArn=policy)["Code"] == "NoSuchEntity"
            assert refused(iam.attach_role_policy, RoleName="Same", PolicyArn=policy)["Code"] == "NoSuchEntity"
            assert refused(iam.simulate_principal_policy, PolicySourceArn=role, ActionNames=["s3:*"])["Code"] == "NoSuchEntity"
            assert refused(iam.get_open_id_connect_provider, OpenIDConnectProviderArn=provider)["Code"] == "NoSuchEntity"
            assert refused(iam.delete_open_id_connect_provider, OpenIDConnectProviderArn=provider)["Code"] == "NoSuchEntity"
        if account != ACCOUNT:
            assert refused(boto(key, "s3").list_objects_v2, Bucket=BUCKET)["Code"] == "AccessDenied"


def test_sixteen_writers_at_once_lose_nothing(keys):
    """Each makes roles of its own, and all tag one role and write policies into it; every answer and every write counts."""
    account = list(keys)[-1]
    iam = boto(keys[account], "iam")
    trust = said({"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"})
    document = said({"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"})
    iam.create_role(RoleName="Everybodys", AssumeRolePolicyDocument=trust)

    def write(writer):
        own = boto(keys[account], "iam")
        for number in range(3):
            own.create_role(RoleName=f"W{writer}-{number}", AssumeRolePolicyDocument=trust)
            own.put_role_policy(RoleName="Everybodys", PolicyName=f"P{writer}-{number}", PolicyDocument=document)
            own.tag_role(RoleName="Everybodys", Tags=[{"Key": f"T{writer}-{number}", "Value": "x"}])
        own.delete_role(RoleName=f"W{writer}-0")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    names = {role["RoleName"] for role in iam.list_roles()["Roles"]}
    assert {name for name in names if name.startswith("W")} == {f"W{one}-{n}" for one in range(WRITERS) for n in (1, 2)}
    every = {f"{one}-{number}" for one in range(WRITERS) for number in range(3)}
    assert {name[1:] for name in iam.list_role_policies(RoleName="Everybodys")["PolicyNames"]} == every
    assert {tag["Key"][1:] for tag in iam.list_role_tags(RoleName="Everybodys")["Tags"]} == every
    events = (
        boto(keys[account], "cloudtrail")
        .get_paginator("lookup_events")
        .paginate(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "PutRolePolicy"}])
    )
    assert len([one for page in events for one in page["Events"]]) == len(every)
