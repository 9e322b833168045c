"""Whatever an administrator sends to STS, IAM or CloudTrail is answered in AWS's shape, and touches no other account."""

import json
from urllib.parse import urlencode
from xml.etree import ElementTree

from botocore.model import ListShape, StructureShape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.sandbox import cloudtrail, iam_api, sts
from playground.sandbox.cloudtrail import OPERATIONS as OF_CLOUDTRAIL
from playground.sandbox.protocols.parameters import service_model
from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, OTHER, VERSION, new_site, policy, role_arn, signed, trust
from tests.tokens.minting import GOOD, good, mint

SITE = new_site()
CLIENTS = {service: as_administrator(SITE, service) for service in ("sts", "iam", "cloudtrail")}
OTHERS = SITE.stores.accounts.get(OTHER)
OPERATIONS = {"sts": sts.OPERATIONS, "iam": iam_api.OPERATIONS, "cloudtrail": cloudtrail.OPERATIONS}
VERSIONS = {"sts": VERSION, "iam": "2010-05-08"}
# Deadlines tell nothing on a busy machine.
thorough = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ELEMENTS = "Version Id Statement Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition".split()
ODD = JSON | st.sampled_from(
    [
        *(
            "Allow",
            "Deny",
            "*",
            "s3:*",
            "s3:Get${aws:userid}",
            "sts:AssumeRole",
            "2012-10-17",
            "2008-10-17",
            "",
            "arn:aws:s3:::b/*",
        ),
        *({"AWS": "*"}, {"Federated": "accounts.google.com"}, {"Service": ["x"]}, {"StringLike": {"aws:x": ["*", None]}}),
        *(
            {"Bool": {"aws:MultiFactorAuthPresent": True}},
            {"NumericEquals": {"x:y": "NaN"}},
            {"DateLessThan": {"aws:CurrentTime": 1e300}},
        ),
        {"ForAllValues:IpAddress": {"aws:SourceIp": "::/999"}},
    ]
)
STATEMENTS = st.dictionaries(st.sampled_from(ELEMENTS) | TEXT, ODD, max_size=7)
POLICIES = (
    st.dictionaries(st.sampled_from(ELEMENTS), ODD | st.lists(STATEMENTS, max_size=3), max_size=4).map(json.dumps)
    | st.sampled_from(
        ["", "{", "[]", "{}", "null", "{" * 5000, "[" * 20000, '{"a":1,"a":2}', '{"Statement":[{}]}', " {}", "\x00"]
    )
    | st.sampled_from([json.dumps(policy("s3:*")), json.dumps(trust("accounts.google.com"))])
)
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
NAMED = st.sampled_from(
    [
        *(
            "Admin",
            "administrator",
            "x",
            "a/b",
            "/",
            "/x/",
            "*",
            PROVIDER,
            role_arn("Admin"),
            role_arn("Admin", OTHER),
            "v1",
            "v99",
            "djE6MA==",
        ),
        *(
            "arn:aws:iam::aws:policy/AdministratorAccess",
            f"arn:aws:iam::{ACCOUNT}:policy/P",
            "arn:aws:iam::٣:role/x",
            "arn:::::",
            "https://x.example",
        ),
        *(
            "s3:GetObject",
            "aws:tag",
            "AKIAIOSFODNN7EXAMPLE",
            "https://idp.example.com/%zz",
            "https://[::1",
            "EventName",
            "٣",
            "99999999999999999999",
        ),
    ]
)
TOKENS = st.sampled_from([mint(), mint(GOOD | {"aud": ["photo-app"]}), mint(GOOD)[:-3], "a.b.c", "...."]) | JSON.map(
    lambda odd: mint(good(**{"https://aws.amazon.com/tags": odd, "https://aws.amazon.com/source_identity": odd}))
)
VALUES = NAMED | POLICIES | TEXT | TOKENS


P = f"arn:aws:iam::{ACCOUNT}:policy/P"
# What gets through the first checks, by the name of the member.
FITTING = {
    "RoleName": ["Admin", "x", "PhotoAppGoogle"],
    "UserName": ["administrator"],
    "PolicyName": ["P", "Everything"],
    "PolicyArn": [P, "arn:aws:iam::aws:policy/AmazonS3FullAccess"],
    "PermissionsBoundary": [P],
    "PolicySourceArn": [role_arn("Admin"), f"arn:aws:iam::{ACCOUNT}:user/administrator"],
    "VersionId": ["v1", "v2"],
    "Path": ["/", "/x/"],
    "Marker": ["djE6MQ=="],
    "Url": ["https://idp.example.com", "https://x.example/y"],
    "OpenIDConnectProviderArn": [PROVIDER],
    "RoleArn": [role_arn("Admin"), role_arn("x"), role_arn("Admin", OTHER)],
    "RoleSessionName": ["maya"],
    "AttributeKey": ["EventName", "Username"],
    "ContextKeyType": ["string"],
    "ContextKeyName": ["aws:userid"],
    "ActionNames": ["s3:GetObject", "iam:*"],
    "Scope": ["AWS", "Local"],
}


WHOLE = st.sampled_from([1, 900, 3600]) | st.integers(-5, 50_000)
PLAIN = {"integer": WHOLE, "long": WHOLE, "boolean": st.booleans(), "timestamp": st.integers(0, 2**33)}


def given_to(shape, name=""):
    """Values for a shape of the service's model: many that fit, some that do not."""
    if isinstance(shape, StructureShape):
        fields = {key: given_to(member, key) for key, member in shape.members.items()}
        required = {key: fields.pop(key) for key in shape.required_members if key in fields}
        few = st.lists(st.sampled_from(sorted(fields)), max_size=2, unique=True) if fields else st.just([])
        return few.flatmap(lambda chosen: st.fixed_dictionaries(required | {key: fields[key] for key in chosen}))
    if isinstance(shape, ListShape):
        return st.lists(given_to(shape.member, name), min_size=1, max_size=3)
    if shape.type_name in PLAIN:
        return PLAIN[shape.type_name]
    if name in FITTING:
        fitting = st.sampled_from(FITTING[name])
        return st.integers(0, 9).flatmap(lambda dice: fitting if dice else VALUES)
    return POLICIES if "olicy" in shape.name else VALUES


def calls():
    every = [(service, one.name) for service, operations in OPERATIONS.items() for one in operations]
    return st.sampled_from(every).flatmap(
        lambda one: st.tuples(
            st.just(one), given_to(service_model(one[0]).operation_model(one[1]).input_shape or StructureShape("", {}))
        )
    )


def well_formed(answer):
    response = answer.response
    assert response.status < 500 or response.status == 501, response.body
    if dict(response.headers).get("Content-Type", "").startswith("application/x-amz-json"):
        told = json.loads(response.body)
        assert response.status == 200 or "__type" in told
        return
    root = ElementTree.fromstring(response.body)
    assert root.tag.endswith(f"{answer.operation}Response" if response.status == 200 else "ErrorResponse")
    if response.status != 200:
        assert [one.tag.rpartition("}")[2] for one in root[0]] == ["Type", "Code", "Message"]


@thorough
@given(calls())
def test_every_operation_answers_everything_in_awss_shape_and_touches_no_other_account(asked):
    (service, operation), parameters = asked
    well_formed(CLIENTS[service].send(operation, **parameters))
    assert SITE.stores.accounts.get(OTHER) == OTHERS
    json.dumps(SITE.events[-1:])


FORM_NAMES = st.sampled_from(
    "RoleName PolicyDocument AssumeRolePolicyDocument Tags.member.1.Key Tags.member.1.Value Tags.member.01.Key Tags.member.x Tags "
    "Tags.member.1 MaxItems Marker ActionNames.member.1 PolicyInputList.member.1 ContextEntries.member.1.ContextKeyName Url "
    "ClientIDList.member.1 ThumbprintList.member.9999 RoleArn RoleSessionName DurationSeconds TransitiveTagKeys.member.1 Version".split()
)


@thorough
@given(
    st.sampled_from([("sts", one.name) for one in sts.OPERATIONS] + [("iam", one.name) for one in iam_api.OPERATIONS]),
    st.lists(st.tuples(FORM_NAMES | TEXT, VALUES), max_size=6),
)
def test_every_form_is_answered_in_awss_shape(asked, fields):
    service, operation = asked
    body = urlencode([("Action", operation), ("Version", VERSIONS[service]), *fields], errors="surrogatepass").encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    credentials = CLIENTS[service].credentials
    answer = SITE.send(signed(credentials, "POST", "/", headers=headers, body=body, service=service, now=SITE.clock.now))
    assert answer.response.status < 500 or answer.response.status == 501, answer.response.body
    ElementTree.fromstring(answer.response.body)
    assert SITE.stores.accounts.get(OTHER) == OTHERS


LOOK_UP = sorted(service_model("cloudtrail").operation_model("LookupEvents").input_shape.members)
BODIES = JSON | st.dictionaries(st.sampled_from(LOOK_UP), JSON | st.floats() | st.integers() | st.lists(JSON), max_size=3)


@thorough
@given(st.sampled_from([one.name for one in OF_CLOUDTRAIL]), BODIES.map(json.dumps).map(str.encode) | st.binary(max_size=60))
def test_every_body_to_cloudtrail_is_answered_in_its_shape(operation, body):
    target = f"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}"
    headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": target}
    credentials = CLIENTS["cloudtrail"].credentials
    well_formed(
        SITE.send(signed(credentials, "POST", "/", headers=headers, body=body, service="cloudtrail", now=SITE.clock.now))
    )
