"""The example in AWS's documentation of AssumeRoleWithWebIdentity, typed as it is printed, by each client.

R's package paws cannot be installed from a package archive, so its call is made here byte for byte as it sends one.
"""

import http.client
from contextlib import closing
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from playground.sandbox.assuming.documentation_example import APP, ENCODED_SAMPLE, SAMPLE, SUBJECT
from tests.clients.hands import ACCOUNT, AWS_CLI_1, AWS_CLI_2, assume, client, s3
from tests.server import PATIENCE

pytestmark = pytest.mark.clients

ROLE = f"arn:aws:iam::{ACCOUNT}:role/FederatedWebIdentityRole"
PRINTED = [f"arn:aws:iam::{ACCOUNT}:policy/{name}" for name in ("q=webidentitydemopolicy1", "webidentitydemopolicy2")]
MEANT = [f"arn:aws:iam::{ACCOUNT}:policy/{name}" for name in ("webidentitydemopolicy1", "webidentitydemopolicy2")]
BOTH = pytest.mark.parametrize(("token", "arns"), [(SAMPLE, PRINTED), (ENCODED_SAMPLE, MEANT)], ids=["printed", "encoded"])


def as_documented(fields):
    assert fields["SubjectFromWebIdentityToken"] == SUBJECT == "amzn1.account.AF6RHO7KZU5XRVQJGXK6HB56KR2A"
    assert fields["Audience"] == APP == "client.5498841531868486423.1548@apps.example.com"
    assert fields["Provider"] == "www.amazon.com"
    assert fields["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/FederatedWebIdentityRole/app1"
    assert fields["AssumedRoleUser"]["AssumedRoleId"].endswith(":app1")


@BOTH
@pytest.mark.parametrize("command", [AWS_CLI_1, AWS_CLI_2], ids=["aws-cli-1", "aws-cli-2"])
def test_the_aws_cli(server, empty, command, token, arns):
    aws = client(command, "the AWS CLI")
    as_documented(
        empty.json(
            *(aws, "sts", "assume-role-with-web-identity", "--endpoint-url", server.aws, "--region", "us-east-1"),
            *("--duration-seconds", "3600", "--role-session-name", "app1", "--provider-id", "www.amazon.com"),
            *("--policy-arns", *(f"arn={arn}" for arn in arns), "--role-arn", ROLE, "--web-identity-token", token),
        )
    )


@BOTH
def test_boto3_and_the_session_may_what_its_policies_say(server, token, arns):
    fields = assume(
        server,
        token,
        ROLE,
        RoleSessionName="app1",
        ProviderId="www.amazon.com",
        PolicyArns=[{"arn": arn} for arn in arns],
        DurationSeconds=3600,
    )
    as_documented(fields)
    assert fields["PackedPolicySize"] > 0
    reader = s3(server, fields["Credentials"])
    bucket = f"photo-app-{ACCOUNT}"
    assert reader.get_object(Bucket=bucket, Key="shared/welcome.txt")["Body"].read()
    with pytest.raises(reader.exceptions.ClientError, match="no session policy allows the s3:ListAllMyBuckets action"):
        reader.list_buckets()


@BOTH
def test_r_with_paws(server, token, arns):
    given = {"Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": ROLE, "RoleSessionName": "app1"}
    given |= {"WebIdentityToken": token, "ProviderId": "www.amazon.com"}
    given |= {f"PolicyArns.member.{number}.arn": arn for number, arn in enumerate(arns, 1)} | {"DurationSeconds": "3600"}
    body = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())
    headers = {"Accept": "application/xml", "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    with closing(http.client.HTTPConnection("localhost", server.aws_port, timeout=PATIENCE)) as connection:
        connection.request("POST", "/", body, headers | {"User-Agent": "paws/0.7.0 (R4.2.2; linux; x86_64)"})
        answer = connection.getresponse()
        assert answer.status == 200
        result = ElementTree.fromstring(answer.read())[0]
    as_documented({_name(one): {_name(inner): inner.text for inner in one} or one.text for one in result})


def _name(element):
    return element.tag.rpartition("}")[2]
