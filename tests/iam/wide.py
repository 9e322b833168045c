"""A wider world than generated.py's: every operator, what is left out, what is asked of the organisation, and other callers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from playground.iam import Policies, PolicyType, Request
from tests.iam.generated import ACCOUNT, ACTIONS, PROVIDER, RESOURCES, ROLE, SESSION, documents, one_or_more

One = st.SearchStrategy[dict[str, Any]]

actions = st.sampled_from([*ACTIONS, *"s3:* s3:Get* s3:ListObjects * S3:GETOBJECT s3:Get?bject s3:*Object iam:*".split()])
resources = st.sampled_from(
    [
        *RESOURCES,
        *"* arn:aws:s3:::b/* arn:aws:s3:::b arn:aws:s3:::* arn:aws:s3:::b/? arn:*:s3:::b/k arn:aws:s3:*".split(),
        "arn:aws:s3:::b/${idp.example.com:sub}/*",
        "arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:::b/${aws:username, 'k'}",
        "arn:aws:s3:::b/${*}",
    ]
)
KEYS = {
    "idp.example.com:sub": ["a", "A", "ab", "a/", "b"],
    "idp.example.com:aud": ["a", "x"],
    "s3:prefix": ["", "a/", "b"],
    "s3:max-keys": ["1", "10", "ten"],
    "aws:PrincipalArn": [ROLE, f"{ROLE}x"],
    "aws:SourceIp": ["203.0.113.7", "2001:db8::1"],
    "aws:CurrentTime": ["2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"],
    "aws:SecureTransport": ["true", "false"],
}
TEXTS = [
    "a",
    "A",
    "ab",
    "a/",
    "b",
    "x",
    "a*",
    "*",
    "a?",
    "",
    "${*}",
    *(f"${{{v}}}" for v in ("idp.example.com:sub", "aws:username")),
]
FAMILIES = [
    # operators, keys, the policy's values
    (
        "StringEquals StringLike StringNotEquals StringNotLike StringEqualsIgnoreCase StringNotEqualsIgnoreCase",
        "idp.example.com:sub idp.example.com:aud s3:prefix aws:TagKeys",
        [*TEXTS, "${aws:username, 'a'}"],
    ),
    ("NumericEquals NumericNotEquals NumericLessThan NumericGreaterThanEquals", "s3:max-keys s3:prefix", ["1", "5", 10]),
    ("IpAddress NotIpAddress", "aws:SourceIp", ["203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"]),
    ("DateLessThan DateGreaterThan DateEquals DateNotEquals", "aws:CurrentTime", ["2020-06-01T00:00:00Z", "1577836800"]),
    ("Bool", "aws:SecureTransport", ["true", "false", False]),
    (
        "ArnLike ArnEquals ArnNotLike ArnNotEquals",
        "aws:PrincipalArn",
        [ROLE, f"{ROLE}x", "arn:aws:iam::*:role/*", "arn:aws:iam::*:role/${idp.example.com:sub}", "*"],
    ),
]


def named(names: str) -> st.SearchStrategy[str]:
    prefix, tail = st.sampled_from(["", "", "", "ForAllValues:", "ForAnyValue:"]), st.sampled_from(["", "", "IfExists"])
    return st.builds(lambda one, name, end: one + name + end, prefix, st.sampled_from(names.split()), tail)


def block(names: str, keys: str, values: list[Any]) -> One:
    inner = st.dictionaries(st.sampled_from(keys.split()), one_or_more(st.sampled_from(values)), min_size=1, max_size=2)
    return st.dictionaries(named(names), inner, max_size=2)


nulls = st.dictionaries(
    st.sampled_from(["Null", "Null", "ForAllValues:Null", "ForAnyValue:Null"]),
    st.dictionaries(
        st.sampled_from(["aws:username", "idp.example.com:sub", "s3:prefix"]),
        st.sampled_from(["true", "false", True]),
        min_size=1,
        max_size=1,
    ),
    max_size=1,
)
blocks = st.sampled_from(FAMILIES).flatmap(lambda family: block(*family))
conditions = st.builds(lambda one, other, null: one | other | null, blocks, blocks | st.just({}), nulls | st.just({}))


def element(name: str, values: st.SearchStrategy[Any]) -> One:
    """An element, or one time in five its `Not` form."""
    return st.builds(lambda key, value: {key: value}, st.sampled_from([name] * 4 + [f"Not{name}"]), values)


def statements(*more: One) -> One:
    base = st.fixed_dictionaries({"Effect": st.sampled_from(["Allow"] * 4 + ["Deny"]), "Condition": conditions})
    return st.builds(lambda *parts: {key: value for part in parts for key, value in part.items()}, base, *more)


acting, on = element("Action", one_or_more(actions)), element("Resource", one_or_more(resources))
attached = statements(acting, on)
NAMED = [ROLE, SESSION, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root", [f"{ROLE}x", SESSION], "*"]
who = st.sampled_from(["*", *({"AWS": one} for one in NAMED), {"Federated": PROVIDER}, {"Service": "s3.amazonaws.com"}])
trusted = [
    {"Federated": PROVIDER},
    {"Federated": f"{PROVIDER}/"},
    {"Federated": ["accounts.google.com", PROVIDER]},
    {"AWS": ROLE},
    "*",
]
assuming = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole", "sts:*", ["sts:TagSession", "sts:AssumeRoleWith*"]]


def several_of(kind: PolicyType, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(documents(kind, attached), min_size=least, max_size=2).map(tuple)


# An RCP only denies, and everybody.
held = st.builds(
    lambda action, where, when: {"Effect": "Deny", "Principal": "*", "Action": action, **where, "Condition": when},
    st.sampled_from(["s3:*", "s3:Get*", ["s3:PutObject", "sts:*"], "sts:AssumeRoleWithWebIdentity"]),
    on,
    conditions,
)
resource_control = st.none() | st.lists(documents(PolicyType.RESOURCE_CONTROL, held), max_size=1).map(tuple)
policies = st.builds(
    Policies,
    resource_control=resource_control,
    identity=several_of(PolicyType.IDENTITY),
    session=st.none() | several_of(PolicyType.SESSION, 1),
    boundary=st.none() | several_of(PolicyType.BOUNDARY, 1),
    resource=st.none() | documents(PolicyType.RESOURCE, statements(acting, on, element("Principal", who))),
    service_control=st.none() | several_of(PolicyType.SERVICE_CONTROL, 1),
)
of_tokens = statements(
    st.sampled_from(trusted).map(lambda one: {"Principal": one}), st.sampled_from(assuming).map(lambda one: {"Action": one})
)
trust = st.builds(
    lambda policy, controls: Policies(resource=policy, resource_control=controls),
    documents(PolicyType.TRUST, of_tokens),
    resource_control,
)
contexts = st.builds(
    lambda one, tags: one | tags,
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in KEYS.items()}),
    st.fixed_dictionaries({}, optional={"aws:TagKeys": st.lists(st.sampled_from("abc"), unique=True, max_size=2)}),
)
callers = st.sampled_from([SESSION] * 4 + [ROLE, f"arn:aws:iam::{ACCOUNT}:user/maya"])
accounts = st.sampled_from([ACCOUNT] * 5 + ["999999999999"])
questions = st.builds(
    lambda context, action, resource, caller, account: Request(action, resource, caller, context, account),
    contexts,
    st.sampled_from(ACTIONS),
    st.sampled_from([*RESOURCES, "*"]),
    callers,
    accounts,
)
assumptions = contexts.map(lambda context: Request("sts:AssumeRoleWithWebIdentity", ROLE, PROVIDER, context, ACCOUNT))
worlds = st.tuples(questions, policies) | st.tuples(assumptions, trust)
