"""Federation set up from nothing with the AWS CLI 1 and 2 as an account's administrator, then used; and what IAM refuses."""

import base64
import json

import pytest

from tests.clients.administration import key_of, terminal
from tests.clients.hands import ACCOUNT, AWS_CLI_1, AWS_CLI_2, BUCKET, assume, s3, token

pytestmark = pytest.mark.clients

GOOGLE = "accounts.google.com"


@pytest.fixture
def aws1(server, tmp_path):
    return terminal(server, tmp_path, AWS_CLI_1, key_of(server))


@pytest.fixture
def aws2(server, tmp_path):
    return terminal(server, tmp_path, AWS_CLI_2, key_of(server))


def said(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(action, resource, **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def audience(given):
    payload = given.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["aud"]


def trusting(given, **condition):
    return said(
        {
            "Effect": "Allow",
            "Principal": {"Federated": GOOGLE},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{GOOGLE}:aud": audience(given), **condition}},
        }
    )


def test_a_role_made_from_nothing_is_assumed_narrowed_and_deleted_again(aws2, server):
    aws, given, arn = aws2, token(server), f"arn:aws:iam::{ACCOUNT}:policy/Made"
    issuer = ("--url", "https://made.example.com", "--client-id-list", "app", "--thumbprint-list", "a" * 40)
    provider = aws("iam", "create-open-id-connect-provider", *issuer)
    role = aws("iam", "create-role", "--role-name", "Made", "--assume-role-policy-document", trusting(given))["Role"]["Arn"]
    buckets = said(allow("s3:ListAllMyBuckets", "*"))
    aws("iam", "put-role-policy", "--role-name", "Made", "--policy-name", "Buckets", "--policy-document", buckets)
    aws("iam", "create-policy", "--policy-name", "Made", "--policy-document", said(allow("s3:PutObject", "*")))
    reading = said(allow("s3:GetObject", f"arn:aws:s3:::{BUCKET}/*"))
    aws("iam", "create-policy-version", "--policy-arn", arn, "--policy-document", reading, "--set-as-default")
    aws("iam", "attach-role-policy", "--role-name", "Made", "--policy-arn", arn)

    reader = s3(server, assume(server, given, role)["Credentials"])
    assert BUCKET in [one["Name"] for one in reader.list_buckets()["Buckets"]]
    assert reader.get_object(Bucket=BUCKET, Key="shared/welcome.txt")["Body"].read()
    asked = ("--action-names", "s3:GetObject", "s3:PutObject", "--resource-arns", f"arn:aws:s3:::{BUCKET}/shared/welcome.txt")
    found = aws("iam", "simulate-principal-policy", "--policy-source-arn", role, *asked)["EvaluationResults"]
    assert [one["EvalDecision"] for one in found] == ["allowed", "implicitDeny"]

    aws("iam", "put-role-permissions-boundary", "--role-name", "Made", "--permissions-boundary", arn)
    with pytest.raises(reader.exceptions.ClientError, match="no permissions boundary allows the s3:ListAllMyBuckets action"):
        reader.list_buckets()
    trust = trusting(given, **{f"{GOOGLE}:sub": "x"})
    aws("iam", "update-assume-role-policy", "--role-name", "Made", "--policy-document", trust)
    with pytest.raises(reader.exceptions.ClientError, match="Not authorized to perform sts:AssumeRoleWithWebIdentity"):
        assume(server, given, role)

    assert "must detach all policies first" in aws.refused("iam", "delete-role", "--role-name", "Made")
    aws("iam", "detach-role-policy", "--role-name", "Made", "--policy-arn", arn)
    aws("iam", "delete-role-policy", "--role-name", "Made", "--policy-name", "Buckets")
    aws("iam", "delete-role", "--role-name", "Made")
    assert "has more than one version" in aws.refused("iam", "delete-policy", "--policy-arn", arn)
    aws("iam", "delete-policy-version", "--policy-arn", arn, "--version-id", "v1")
    aws("iam", "delete-policy", "--policy-arn", arn)
    aws("iam", "delete-open-id-connect-provider", "--open-id-connect-provider-arn", provider["OpenIDConnectProviderArn"])
    with pytest.raises(reader.exceptions.ClientError, match=r"InvalidAccessKeyId|InvalidToken"):
        reader.list_buckets()


WRITTEN = [
    ("{", "This policy contains invalid Json"),
    (
        said({"Effect": "Allow", "Principal": {"Federated": GOOGLE}, "Action": "s3:GetObject"}),
        "may only specify STS AssumeRole actions",
    ),
    (
        said({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/Nobody"}, "Action": "sts:AssumeRole"}),
        "Invalid principal",
    ),
    (
        said(
            {
                "Effect": "Allow",
                "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "*"}},
            }
        ),
        "token.actions.githubusercontent.com:sub",
    ),
]


def test_what_iam_refuses_comes_through_in_its_words(aws1):
    for document, words in WRITTEN:
        told = aws1.refused("iam", "create-role", "--role-name", "Refused", "--assume-role-policy-document", document)
        assert "(MalformedPolicyDocument) when calling the CreateRole operation" in told
        assert words in told
    assert "(NoSuchEntity)" in aws1.refused("iam", "get-role", "--role-name", "Refused")


def test_lists_go_page_by_page(aws1):
    arns = aws1("iam", "list-roles", "--page-size", "1", "--query", "Roles[].Arn")
    first = aws1("iam", "list-roles", "--max-items", "2")
    rest = aws1("iam", "list-roles", "--starting-token", first["NextToken"])
    assert [one["Arn"] for one in first["Roles"] + rest["Roles"]] == arns


def filled(aws, home, call, **given):
    """The answer to a generated skeleton that is filled in and handed back in a file."""
    assert given.keys() <= aws(*call, "--generate-cli-skeleton").keys()
    (home / "call.json").write_text(json.dumps(given))
    return aws(*call, "--cli-input-json", "file://call.json")


def test_a_generated_skeleton_that_is_filled_in_is_taken_as_it_comes(aws1, aws2, tmp_path, server):
    trust = trusting(token(server))
    made = filled(aws1, tmp_path, ("iam", "create-role"), RoleName="FromSkeleton", AssumeRolePolicyDocument=trust)
    call = ("sts", "assume-role-with-web-identity")
    given = {
        "RoleArn": made["Role"]["Arn"],
        "RoleSessionName": "maya",
        "WebIdentityToken": token(server),
        "DurationSeconds": 900,
    }
    assert filled(aws2, tmp_path, call, **given)["Provider"] == GOOGLE
    looked_for = [{"AttributeKey": "EventName", "AttributeValue": "CreateRole"}]
    assert filled(aws1, tmp_path, ("cloudtrail", "lookup-events"), LookupAttributes=looked_for)["Events"]
    asked = {"PolicyInputList": [said(allow("s3:*", "*"))], "ActionNames": ["s3:GetObject"]}
    (found,) = filled(aws2, tmp_path, ("iam", "simulate-custom-policy"), **asked)["EvaluationResults"]
    assert found["EvalDecision"] == "allowed"


def test_cloudtrail_is_looked_up_by_what_it_keeps(aws1, aws2):
    aws1.refused("iam", "create-role", "--role-name", "Looked-for", "--assume-role-policy-document", "{")
    for aws, key, value in (
        (aws1, "EventName", "CreateRole"),
        (aws2, "ResourceName", "Looked-for"),
        (aws1, "Username", "administrator"),
        (aws2, "ReadOnly", "false"),
    ):
        found = aws("cloudtrail", "lookup-events", "--lookup-attributes", f"AttributeKey={key},AttributeValue={value}")[
            "Events"
        ]
        records = [json.loads(one["CloudTrailEvent"]) for one in found]
        (record,) = [one for one in records if (one["requestParameters"] or {}).get("roleName") == "Looked-for"]
        assert (record["eventName"], record["errorCode"]) == ("CreateRole", "MalformedPolicyDocumentException")
    (one,) = aws2(
        "cloudtrail", "lookup-events", "--lookup-attributes", f"AttributeKey=EventId,AttributeValue={record['eventID']}"
    )["Events"]
    assert one["EventName"] == "CreateRole"
