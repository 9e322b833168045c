"""IAM and the rest of STS as an administrator meets them: what is refused, in AWS's words, and what is answered."""

import json

import pytest

from tests.sandbox.sdk import Client, Refused, as_administrator
from tests.sandbox.visit import ACCOUNT, OTHER, policy, role_arn, trust

PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/P"
GITHUB = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
TRUST = json.dumps(trust("accounts.google.com"))
ALL = json.dumps(policy("s3:*"))
MALFORMED, GONE, INVALID = (400, "MalformedPolicyDocument"), (404, "NoSuchEntity"), (400, "ValidationError")


LONG = {"StringEquals": {"accounts.google.com:aud": "x" * 2100}}


def role(document, name="New", **more):
    return {
        "RoleName": name,
        "AssumeRolePolicyDocument": document if isinstance(document, str) else json.dumps(document),
        **more,
    }


def inline(document):
    return {
        "RoleName": "Admin",
        "PolicyName": "P",
        "PolicyDocument": document if isinstance(document, str) else json.dumps(document),
    }


def shared(condition):
    more = {"Condition": condition} if condition else {}
    return role(trust(GITHUB, **more))


REFUSED = [
    ("CreateRole", role("{"), (*MALFORMED, "This policy contains invalid Json")),
    ("CreateRole", role(policy("s3:*")), (*MALFORMED, "Missing required field Principal")),
    ("CreateRole", role(trust("accounts.google.com", Resource="*")), (*MALFORMED, "Has prohibited field Resource")),
    (
        "CreateRole",
        role(trust("accounts.google.com", "s3:*")),
        (*MALFORMED, "AssumeRole policy may only specify STS AssumeRole actions."),
    ),
    (
        "CreateRole",
        role({**trust("accounts.google.com"), "Version": "2013-01-01"}),
        (*MALFORMED, "The policy must contain a valid version string"),
    ),
    (
        "CreateRole",
        role(trust("accounts.google.com", NotResource="*")),
        (*MALFORMED, "AssumeRole policy must not contain resources."),
    ),
    ("CreateRole", role(trust("accounts.google.com", Principal="*")), (*MALFORMED, "Principal must be a JSON object.")),
    ("CreateRole", role(TRUST, "Admin"), (409, "EntityAlreadyExists", "Role with name Admin already exists.")),
    (
        "CreateRole",
        role(TRUST + " " * 3000, PermissionsBoundary=OWN),
        (*GONE, f"Scope ARN: {OWN} does not exist or is not attachable."),
    ),
    (
        "CreateRole",
        role(trust("accounts.google.com", Condition=LONG)),
        (409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048"),
    ),
    (
        "CreateRole",
        role(TRUST, MaxSessionDuration=60),
        (
            *INVALID,
            "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: "
            "Member must have value greater than or equal to 3600",
        ),
    ),
    ("GetRole", {"RoleName": "Nobody"}, (*GONE, "The role with name Nobody cannot be found.")),
    ("PutRolePolicy", inline("{"), (*MALFORMED, "Syntax errors in policy.")),
    ("PutRolePolicy", inline(trust("x")), (*MALFORMED, "Policy document should not specify a principal.")),
    (
        "PutRolePolicy",
        inline(policy("s3")),
        (*MALFORMED, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
    ),
    ("PutRolePolicy", inline(policy("s3:*", resource="b")), (*MALFORMED, 'Resource b must be in ARN format or "*".')),
    ("PutRolePolicy", inline(policy("s3:*", effect="allow")), (*MALFORMED, "The policy failed legacy parsing")),
    ("PutRolePolicy", inline("\n" + json.dumps(policy("s3:*"))), (*MALFORMED, "The policy failed legacy parsing")),
    (
        "CreateRole",
        role(trust("arn:aws:iam//111122223333:oidc-provider/idp.example.com")),
        (*MALFORMED, "Federated principals must be valid domain names or SAML metadata ARNs"),
    ),
    ("CreateRole", role(" " + TRUST), (*MALFORMED, "JSON strings must not have leading spaces")),
    ("PutRolePolicy", inline({"Version": "2012-10-17", "Statement": []}), (*MALFORMED, "Syntax errors in policy.")),
    ("GetPolicy", {"PolicyArn": OWN}, (*GONE, f"Policy {OWN} was not found.")),
    (
        "AttachRolePolicy",
        {"RoleName": "Admin", "PolicyArn": OWN},
        (*GONE, f"Policy {OWN} does not exist or is not attachable."),
    ),
    (
        "GetPolicy",
        {"PolicyArn": "arn:aws:s3:::bucket-of-somebody"},
        (*INVALID, "ARN arn:aws:s3:::bucket-of-somebody is not valid."),
    ),
    ("CreateOpenIDConnectProvider", {"Url": "http://x.example"}, (*INVALID, "Invalid Open ID Connect Provider URL")),
    ("CreateOpenIDConnectProvider", {"Url": "https://[x.example"}, (*INVALID, "Invalid Open ID Connect Provider URL")),
    ("CreateOpenIDConnectProvider", {"Url": "https://a\u2100b.example"}, (*INVALID, "Invalid Open ID Connect Provider URL")),
    (
        "CreateOpenIDConnectProvider",
        {"Url": "https://idp.example.com"},
        (409, "EntityAlreadyExists", "Provider with url https://idp.example.com already exists."),
    ),
    (
        "DeleteOpenIDConnectProvider",
        {"OpenIDConnectProviderArn": PROVIDER + "x"},
        (*GONE, f"OpenId connect Provider {PROVIDER}x cannot be found."),
    ),
    ("DeleteRole", {"RoleName": "Admin"}, (409, "DeleteConflict", "Cannot delete entity, must delete policies first.")),
]


@pytest.mark.parametrize(("operation", "given", "told"), REFUSED)
def test_iam_refuses_in_awss_words(site, operation, given, told):
    before = site.stores.accounts.get(ACCOUNT)
    with pytest.raises(Refused) as caught:
        as_administrator(site)(operation, **given)
    assert (caught.value.status, caught.value.code, caught.value.message) == told
    assert site.stores.accounts.get(ACCOUNT).roles == before.roles


SUB = "token.actions.githubusercontent.com:sub"
TENANTS = [
    (None, False),
    ({"StringLike": {SUB: "*"}}, False),
    ({"StringLike": {SUB: ["repo:acme/*", "*"]}}, False),
    ({"StringNotLike": {SUB: "repo:acme/*"}}, False),
    ({"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}, False),
    ({"StringLike": {SUB: "repo:acme/*"}}, True),
    ({"StringEquals": {SUB: ["repo:acme/app:ref:refs/heads/main"]}}, True),
]


SENTINEL = f"arn:aws:iam::{ACCOUNT}:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/"


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (None, False),
        ({"StringEquals": {"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:sub": "x"}}, False),
        ({"StringLike": {"sts:RoleSessionName": "*"}}, False),
        ({"StringEquals": {"sts:RoleSessionName": "MicrosoftSentinel_0000"}}, True),
    ],
)
def test_microsoft_sentinel_tells_its_customers_apart_by_the_sessions_name(site, condition, kept):
    document = trust(SENTINEL, **({"Condition": condition} if condition else {}))
    answer = as_administrator(site).send("CreateRole", **role(document))
    assert (answer.response.status, answer.error) == ((200, "") if kept else (400, "MalformedPolicyDocument"))


@pytest.mark.parametrize(("condition", "kept"), TENANTS)
def test_a_role_for_an_issuer_that_many_share_says_whose_tokens_it_takes(site, condition, kept):
    answer = as_administrator(site).send("CreateRole", **shared(condition))
    assert (answer.response.status, answer.error) == ((200, "") if kept else (400, "MalformedPolicyDocument"))


def test_an_access_key_tells_its_account_and_whoever_signs_is_known(site):
    sts = as_administrator(site, "sts")
    assert sts("GetAccessKeyInfo", AccessKeyId=sts.credentials.access_key_id) == {"Account": ACCOUNT}
    assert sts("GetAccessKeyInfo", AccessKeyId=as_administrator(site, "sts", OTHER).credentials.access_key_id) == {
        "Account": OTHER
    }
    assert sts("GetCallerIdentity")["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/administrator"


def test_an_encoded_message_says_what_was_denied_and_to_its_own_account_only(site):
    site.edit_role("Admin", inline={"Some": policy("s3:GetObject")})
    maya = Client(site, "iam", site.credentials())
    message = maya.send("ListRoles").authorization_message
    told = json.loads(as_administrator(site, "sts")("DecodeAuthorizationMessage", EncodedMessage=message)["DecodedMessage"])
    assert (told["allowed"], told["explicitDeny"], told["context"]["action"]) == (False, False, "iam:ListRoles")
    assert told["context"]["principal"]["arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    with pytest.raises(Refused, match="InvalidAuthorizationMessageException"):
        as_administrator(site, "sts", OTHER)("DecodeAuthorizationMessage", EncodedMessage=message)


def test_a_session_may_do_in_iam_what_its_role_may_and_no_more(site):
    site.edit_role("Admin", inline={"Some": policy("iam:GetRole", resource=role_arn("Admin"))})
    maya = Client(site, "iam", site.credentials())
    assert maya("GetRole", RoleName="Admin")["Role"]["RoleName"] == "Admin"
    with pytest.raises(Refused) as caught:
        maya("PutRolePolicy", RoleName="Admin", PolicyName="More", PolicyDocument=ALL)
    assert caught.value.message == (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya is not authorized to perform: iam:PutRolePolicy "
        "on resource: role Admin because no identity-based policy allows the iam:PutRolePolicy action"
    )
