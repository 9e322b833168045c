"""Policies and requests of a small world, in which everything that can go wrong goes wrong often; and the shared cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from playground.iam import Policies, PolicyType, Request, parse_policy
from playground.iam.repair.trial import group, regrouped
from tests.iam.test_shared_cases import CASES

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/App"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/App/maya"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"

ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectTagging"]
RESOURCES = ["arn:aws:s3:::b/k", "arn:aws:s3:::b/K", "arn:aws:s3:::b/a/k", "arn:aws:s3:::c/k"]
KEYS = {"idp.example.com:sub": ["a", "A", "ab", "a/", "b"], "idp.example.com:aud": ["a", "x"], "s3:prefix": ["", "a/", "b"]}
SEVERAL = {"aws:TagKeys": ["a", "b", "c"]}

actions = st.sampled_from([*ACTIONS, "s3:*", "s3:Get*", "s3:ListObjects"])
resources = st.sampled_from([*RESOURCES, "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b/${idp.example.com:sub}/*"])
texts = st.sampled_from(["a", "A", "ab", "a/", "b", "x", "a*", "*", "${idp.example.com:sub}", "${aws:username}"])
single = st.sampled_from(
    "StringEquals StringLike StringNotEquals StringEqualsIgnoreCase StringEqualsIfExists ForAllValues:StringEquals".split()
)
several = st.sampled_from(
    "StringEquals ForAnyValue:StringEquals ForAllValues:StringEquals ForAnyValue:StringLike ForAllValues:StringNotEquals".split()
)


def one_or_more(values: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3, unique=True)


def block(operators: st.SearchStrategy[str], keys: dict[str, list[str]]) -> st.SearchStrategy[dict[str, Any]]:
    inner = st.dictionaries(st.sampled_from(list(keys)), one_or_more(texts), min_size=1, max_size=2)
    return st.dictionaries(operators, inner, min_size=0, max_size=2)


conditions = st.builds(lambda one, other: one | other, block(single, KEYS), block(several, SEVERAL) | st.just({}))


def statements(principals: st.SearchStrategy[Any] | None = None, resource: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "Effect": st.sampled_from(["Allow", "Allow", "Allow", "Deny"]),
        "Action": one_or_more(actions),
        "Condition": conditions,
    }
    if resource:
        fields["Resource"] = one_or_more(resources)
    if principals is not None:
        fields["Principal"] = principals
    return st.fixed_dictionaries(fields)


def documents(kind: PolicyType, one: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    version = st.sampled_from([{"Version": "2012-10-17"}, {"Version": "2012-10-17"}, {}])
    many = st.lists(one, min_size=1, max_size=3)
    data = st.builds(lambda head, body: head | {"Statement": body}, version, many)
    return data.map(lambda data: parse_policy(data, kind, kind.words))


def several_of(kind: PolicyType, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(documents(kind, statements()), min_size=least, max_size=2).map(tuple)


principals = st.sampled_from([{"AWS": ROLE}, {"AWS": SESSION}, {"AWS": ACCOUNT}, "*", {"AWS": f"{ROLE}x"}])
policies = st.builds(
    Policies,
    identity=several_of(PolicyType.IDENTITY),
    session=st.none() | several_of(PolicyType.SESSION, 1),
    boundary=st.none() | several_of(PolicyType.BOUNDARY, 1),
    resource=st.none() | documents(PolicyType.RESOURCE, statements(principals)),
)
trust_statements = statements(
    st.sampled_from([{"Federated": PROVIDER}, {"Federated": f"{PROVIDER}/"}, {"Federated": "accounts.google.com"}]),
    resource=False,
).flatmap(
    lambda one: st.sampled_from(["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"]).map(
        lambda action: one | {"Action": action}
    )
)
trust = st.builds(lambda policy: Policies(resource=policy), documents(PolicyType.TRUST, trust_statements))

contexts = st.builds(
    lambda one, many: {**one, **many},
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in KEYS.items()}),
    st.fixed_dictionaries({}, optional={k: st.lists(st.sampled_from(v), unique=True, max_size=2) for k, v in SEVERAL.items()}),
)


def request(context: dict[str, Any], action: str, resource: str = ROLE, principal: str = SESSION) -> Request:
    return Request(action, resource, principal, context, ACCOUNT)


questions = st.builds(
    lambda context, action, resource: (context, action, resource, SESSION),
    contexts,
    st.sampled_from(ACTIONS),
    st.sampled_from(RESOURCES),
)
assumptions = contexts.map(lambda context: (context, "sts:AssumeRoleWithWebIdentity", ROLE, PROVIDER))
worlds = st.tuples(questions, policies) | st.tuples(assumptions, trust)


def of_case(case: dict[str, Any]) -> tuple[Request, Policies]:
    """The request and the policies of a shared case."""
    asked = case["request"]
    assumes = asked["action"].lower().startswith("sts:assumerole")

    def parsed(key: str, kind: PolicyType) -> tuple[Any, ...] | None:
        given = case.get(key)
        listed = given if isinstance(given, list) else [given]
        return None if given is None else tuple(parse_policy(one, kind) for one in listed)

    resource = parsed("resource_policy", PolicyType.TRUST if assumes else PolicyType.RESOURCE)
    found = Policies(
        identity=parsed("identity_policies", PolicyType.IDENTITY) or (),
        session=parsed("session_policy", PolicyType.SESSION),
        boundary=parsed("permission_boundary", PolicyType.BOUNDARY),
        resource=resource[0] if resource else None,
    )
    what = asked["action"], asked["resource"], asked["principal"], asked["context"], asked["resource_account"]
    return Request(*what), found


SHARED = [of_case(case) for case in CASES]


def without(policies, statements):
    """The policies as if these statements did not stand in them."""
    gone = set(map(id, statements))
    for kind in PolicyType:
        members = group(policies, kind)
        if any(id(one) in gone for policy in members for one in policy.statements):
            kept = (replace(one, statements=tuple(s for s in one.statements if id(s) not in gone)) for one in members)
            policies = regrouped(policies, kind, tuple(kept))
    return policies
