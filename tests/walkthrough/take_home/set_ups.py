"""Set-ups to take home: plain roles of every provider, and one with everything a role can have."""

from __future__ import annotations

import json
from dataclasses import replace

from playground.sandbox.seed import plant
from playground.sandbox.world import Account, OidcProvider, Role
from playground.walkthrough.take_home.set_up import SetUp, set_up
from tests.sandbox.visit import ACCOUNT, BUCKET, TRUSTED

GITHUB = "token.actions.githubusercontent.com"
ODD = 'it\'s "quoted" \\ ${aws:username} %{x} $5 `y` é'


def policy(**elements: object) -> str:
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/${{aws:username}}/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, **elements}]})


def planted() -> Account:
    return plant(ACCOUNT, "eu-west-1", TRUSTED, 0).account


def plain(name: str) -> SetUp:
    account = planted()
    return set_up(account, account.roles[f"PhotoApp{name}"], None)


def everything() -> SetUp:
    """A role that trusts a provider of the account's own, with a path, tags, policies of every kind, and texts that need quoting."""
    account = planted()
    arn = account.provider_arn(GITHUB)
    condition = {
        "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": f"repo:team-{ACCOUNT}/app:ref:refs/heads/main"}
    }
    role = Role(
        "Deploy",
        "AROAEXAMPLE",
        policy(Principal={"Federated": arn}, Action="sts:AssumeRoleWithWebIdentity", Condition=condition).replace(
            f', "Resource": "arn:aws:s3:::{BUCKET}/${{aws:username}}/*"', ""
        ),
        inline={"Odd": policy(Condition={"StringNotEquals": {"aws:UserAgent": ODD}})},
        attached=(account.policy_arn("ReadPhotos"), "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        boundary=account.policy_arn("OnlyS3"),
        max_session_duration=7200,
        path="/apps/",
        tags={"team": "photos"},
        description="Deploys the photo app",
    )
    account = account.with_provider(OidcProvider(GITHUB, ("sts.amazonaws.com",), ("f" * 40,))).with_role(role)
    bucket = plant(ACCOUNT, "eu-west-1", TRUSTED, 0).bucket
    speaks = policy(Principal={"AWS": account.role_arn(role)}, Condition={"StringEquals": {"aws:PrincipalAccount": ACCOUNT}})
    return set_up(account, role, replace(bucket, policy=speaks))


SET_UPS = {"google": plain("Google"), "amazon": plain("Amazon"), "facebook": plain("Facebook"), "everything": everything()}


def documents(given: SetUp) -> list[object]:
    """Every policy that the set-up holds."""
    found = [given.trust, *given.inline.values(), *(one.document for one in given.managed)]
    return [*found, given.bucket_policy] if given.bucket_policy else found
