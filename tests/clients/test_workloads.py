"""A GitHub-like job, a pod and an app with an identity pool: the same call, from where it is usually made."""

import json
import shlex
from pathlib import Path

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from playground.tokens.jwt import take_apart
from tests.clients.hands import ACCOUNT

pytestmark = pytest.mark.clients
UNSIGNED_CALLS = Config(signature_version=UNSIGNED)

JOB = """
set -e
curl -sf -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com"
"""


def exports(text):
    lines = (shlex.split(line)[1].partition("=") for line in text.splitlines())
    return {name: value for name, _, value in lines}


def sts(server, **options):
    return boto3.client("sts", endpoint_url=server.aws, region_name="us-east-1", **options)


def test_a_job_asks_for_its_token_as_github_s_own_action_does(server, empty):
    done = empty.run(
        "sh", "-c", JOB, PATH="/usr/bin:/bin", **exports(server.manage("demo_token", "--provider", "github", "--job"))
    )
    token = json.loads(done.stdout)["value"]
    answer = sts(server, config=UNSIGNED_CALLS).assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGithub", RoleSessionName="GitHubActions", WebIdentityToken=token
    )
    assert answer["SubjectFromWebIdentityToken"] == f"repo:team-{ACCOUNT}/photo-app:ref:refs/heads/main"
    assert answer["Provider"] == f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
    assert answer["Audience"] == "sts.amazonaws.com"


def test_a_pod_needs_nothing_but_its_environment(server, monkeypatch):
    environment = exports(server.manage("demo_token", "--provider", "kubernetes", "--shell"))
    assert Path(environment["AWS_WEB_IDENTITY_TOKEN_FILE"]).read_text().count(".") == 2
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    session = boto3.Session()
    assert session.client("sts").get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppKubernetes/web"
    key = "system:serviceaccount:photo-app:web/notes.txt"
    body = session.client("s3").get_object(Bucket=f"photo-app-{ACCOUNT}", Key=key)["Body"].read()
    assert b"notes, signed in with Kubernetes" in body


def test_a_guest_goes_through_cognito_by_boto3(server):
    token = server.manage("demo_token", "--provider", "identity-pool").strip()
    pool = take_apart(token).unverified_claims["aud"]
    cognito = boto3.client("cognito-identity", endpoint_url=server.aws, region_name="us-east-1", config=UNSIGNED_CALLS)
    identity = cognito.get_id(IdentityPoolId=pool)["IdentityId"]
    token = cognito.get_open_id_token(IdentityId=identity)["Token"]
    client = sts(server, config=UNSIGNED_CALLS)
    answer = client.assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::{ACCOUNT}:role/PhotoAppIdentityPoolGuests", RoleSessionName="guest", WebIdentityToken=token
    )
    assert answer["SubjectFromWebIdentityToken"] == identity
    assert answer["Provider"] == "cognito-identity.amazonaws.com"
    with pytest.raises(client.exceptions.ClientError, match="Not authorized to perform sts:AssumeRoleWithWebIdentity"):
        client.assume_role_with_web_identity(
            RoleArn=f"arn:aws:iam::{ACCOUNT}:role/PhotoAppIdentityPool", RoleSessionName="guest", WebIdentityToken=token
        )


def test_rotating_the_keys_breaks_no_token_that_is_there(server):
    token = server.manage("demo_token", "--provider", "gitlab").strip()
    assert "signs from now on" in server.manage("rotate_keys")
    for one in (token, server.manage("demo_token", "--provider", "gitlab").strip()):
        sts(server, config=UNSIGNED_CALLS).assume_role_with_web_identity(
            RoleArn=f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGitlab", RoleSessionName="deploy", WebIdentityToken=one
        )
