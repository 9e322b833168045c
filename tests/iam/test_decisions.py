"""How a decision explains itself, and what the shared cases do not ask."""

from dataclasses import replace

import pytest

from playground.documents import at, read_json
from playground.explain import FAIL, from_data, to_data
from playground.iam import Outcome, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.denial import denial
from playground.iam.repair.repair import repairs
from playground.iam.repair.trial import after, group, regrouped
from playground.iam.verdict import verdict
from playground.iam.why import because, nearest

SESSION = "arn:aws:sts::111122223333:assumed-role/PhotoApp/maya"
ROLE = "arn:aws:iam::111122223333:role/PhotoApp"


def allow(action="s3:*", resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def parsed(kind, *statements):
    return parse_policy({"Version": "2012-10-17", "Statement": list(statements)}, kind, kind.words)


def identity(*statements):
    return parsed(PolicyType.IDENTITY, *statements)


def asked(action="s3:GetObject", resource="arn:aws:s3:::b/k", principal=SESSION, account="111122223333", **context):
    return Request(action, resource, principal, {key.replace("__", ":"): value for key, value in context.items()}, account)


def test_a_session_policy_can_only_narrow():
    narrow = parsed(PolicyType.SESSION, allow("s3:GetObject"))
    policies = Policies(identity=(identity(allow("s3:PutObject")),), session=(narrow,))
    got = decide(asked("s3:GetObject"), policies)
    put = decide(asked("s3:PutObject"), policies)
    assert (got.outcome, got.by) == (Outcome.IMPLICITLY_DENIED, PolicyType.IDENTITY)
    assert (put.outcome, put.by) == (Outcome.IMPLICITLY_DENIED, PolicyType.SESSION)


def test_where_boundary_and_session_policy_are_silent_the_boundary_is_named_first():
    boundary, session = (parsed(kind, allow("s3:PutObject")) for kind in (PolicyType.BOUNDARY, PolicyType.SESSION))
    decision = decide(asked(), Policies(identity=(identity(allow()),), boundary=(boundary,), session=(session,)))
    assert (decision.outcome, decision.by) == (Outcome.IMPLICITLY_DENIED, PolicyType.BOUNDARY)


@pytest.mark.parametrize(("own", "named"), [("s3:GetObject", ["bucket", "own"]), ("s3:PutObject", ["bucket"])])
def test_who_is_named_by_the_bucket_and_allowed_besides_is_told_of_both(own, named):
    bucket = parsed(PolicyType.RESOURCE, {**allow(), "Sid": "bucket", "Principal": {"AWS": SESSION}})
    decision = decide(asked(), Policies(identity=(identity({**allow(own), "Sid": "own"}),), resource=bucket))
    assert decision.allowed
    assert [said.statement.label for said in decision.deciding] == named


def test_an_allow_in_any_of_several_session_policies_is_the_sessions_allow():
    one, two = parsed(PolicyType.SESSION, allow("s3:Put*")), parsed(PolicyType.SESSION, allow("s3:Get*"))
    assert decide(asked(), Policies(identity=(identity(allow()),), session=(one, two))).allowed


def test_a_deny_in_one_of_several_session_policies_denies():
    one, two = parsed(PolicyType.SESSION, allow()), parsed(PolicyType.SESSION, {**allow(), "Effect": "Deny"})
    decision = decide(asked(), Policies(identity=(identity(allow()),), session=(one, two)))
    assert (decision.outcome, decision.by) == (Outcome.EXPLICITLY_DENIED, PolicyType.SESSION)


def test_across_accounts_both_sides_must_allow():
    bucket = parsed(PolicyType.RESOURCE, {**allow(), "Principal": {"AWS": SESSION}})
    other = asked(account="999999999999")
    assert not decide(other, Policies(resource=bucket)).allowed
    assert not decide(other, Policies(identity=(identity(allow()),))).allowed
    assert decide(other, Policies(identity=(identity(allow()),), resource=bucket)).allowed


@pytest.mark.parametrize(
    ("levels", "allowed"),
    [
        ([], False),  # an organisation always attaches something
        ([(0, "*")], True),
        ([(0, "*"), (1, "s3:*")], True),
        ([(0, "*"), (1, "ec2:*")], False),  # the second level does not allow it, whatever the first says
        ([(0, "*"), (1, "ec2:*"), (1, "s3:Get*")], True),
        ([(0, "ec2:*"), (1, "*"), (2, "*")], False),
    ],
)
def test_every_level_of_an_organisation_must_allow(levels, allowed):
    control = tuple(replace(parsed(PolicyType.SERVICE_CONTROL, allow(action)), level=level) for level, action in levels)
    policies = Policies(identity=(identity(allow()),), service_control=control)
    decision = decide(asked(), policies)
    assert decision.allowed is allowed
    assert verdict(asked(), policies) is decision.outcome
    assert allowed or decision.by is PolicyType.SERVICE_CONTROL


@pytest.mark.parametrize("kind", [PolicyType.BOUNDARY, PolicyType.SESSION, PolicyType.IDENTITY, PolicyType.RESOURCE])
def test_a_deny_that_is_all_of_its_policy_has_a_remedy(kind):
    alone = {**allow(), "Effect": "Deny", **({"Principal": "*"} if kind is PolicyType.RESOURCE else {})}
    for statement in (alone, [alone]):
        policy = parse_policy({"Version": "2012-10-17", "Statement": statement}, kind, kind.words)
        policies = regrouped(Policies(identity=(identity(allow()),)), kind, (policy,))
        (first, *_) = repairs(asked(), policies, decide(asked(), policies))
        changed = after(policies, first.edits)
        assert decide(asked(), changed).allowed
        assert all(one.statements for one in group(changed, kind))  # AWS keeps no policy without one
        assert first.cautions


def test_of_two_denies_each_is_named_as_it_stands_in_the_text():
    denies = [{**allow(action), "Effect": "Deny"} for action in ("s3:*", "s3:Get*")]
    policies = Policies(identity=(identity(*denies, allow()),))
    (first, *_) = repairs(asked(), policies, decide(asked(), policies))
    assert first.sentence == "delete `statement 1`, which denies it, and delete `statement 2`, which denies it"


BOB, ROOT = "arn:aws:iam::111122223333:user/Bob", "arn:aws:iam::111122223333:root"


@pytest.mark.parametrize(
    ("listed", "caller", "spared"),
    [
        ([ROLE, SESSION], SESSION, True),
        ([ROLE, SESSION, ROOT], SESSION, True),
        ([ROLE, SESSION], "arn:aws:sts::111122223333:assumed-role/Other/x", False),
        ([ROLE], SESSION, False),  # AWS Security Blog: "you must include both ARNs"
        ([SESSION], SESSION, False),
        ([ROLE], ROLE, True),
        ([BOB, ROOT], BOB, True),  # the example of the User Guide: "all principals except the user named Bob"
        ([BOB, ROOT], "arn:aws:iam::111122223333:user/Alice", False),
        (["111122223333"], SESSION, False),
        (["111122223333"], ROOT, True),
        (["*"], SESSION, True),
    ],
)
def test_a_deny_with_not_principal_spares_whoever_is_listed_by_all_names(listed, caller, spared):
    statement = {**allow(), "Effect": "Deny", "NotPrincipal": {"AWS": listed}}
    policies = Policies(identity=(identity(allow()),), resource=parsed(PolicyType.RESOURCE, statement))
    made = asked(principal=caller)
    decision = decide(made, policies)
    assert decision.outcome is verdict(made, policies) is (Outcome.ALLOWED if spared else Outcome.EXPLICITLY_DENIED)
    for repair in repairs(made, policies, decision):
        assert decide(made, after(policies, repair.edits)).allowed
    if not spared:
        assert any("let `statement 1` spare" in repair.sentence for repair in repairs(made, policies, decision))


KEY = "arn:aws:kms:eu-west-1:111122223333:key/k"


@pytest.mark.parametrize(
    ("named", "own", "allowed"),
    [
        ({"AWS": BOB}, True, False),  # "IAM policies that allow permissions have no effect": facts, 3.1
        ({"AWS": ROOT}, True, True),
        ({"AWS": ROOT}, False, False),
        ({"AWS": ROLE}, False, True),
    ],
)
def test_a_key_policy_must_allow(named, own, allowed):
    policies = Policies(
        identity=(identity(allow("kms:*")),) if own else (),
        resource=parsed(PolicyType.RESOURCE, {**allow("kms:Decrypt"), "Principal": named}),
    )
    made = asked("kms:Decrypt", KEY)
    decision = decide(made, policies)
    assert decision.allowed is allowed
    assert verdict(made, policies) is decision.outcome


@pytest.mark.parametrize(
    ("kind", "named", "allowed"),
    [
        (PolicyType.TRUST, {"Service": "lambda.amazonaws.com"}, True),
        (PolicyType.TRUST, {"Service": "ec2.amazonaws.com"}, False),
        (PolicyType.TRUST, {"AWS": "111122223333"}, False),
        (PolicyType.RESOURCE, {"Service": "lambda.amazonaws.com"}, True),
        (PolicyType.RESOURCE, "*", True),
        (PolicyType.RESOURCE, {"AWS": BOB}, False),
    ],
)
def test_a_service_is_let_in_by_the_policy_of_the_resource_alone(kind, named, allowed):
    action, resource = ("sts:AssumeRole", ROLE) if kind is PolicyType.TRUST else ("s3:PutObject", "arn:aws:s3:::b/k")
    statement = {"Effect": "Allow", "Action": action, "Principal": named}
    policy = parsed(kind, statement if kind is PolicyType.TRUST else {**statement, "Resource": "*"})
    made = asked(action, resource, "lambda.amazonaws.com")
    decision = decide(made, Policies(resource=policy))
    assert decision.allowed is allowed
    assert verdict(made, Policies(resource=policy)) is decision.outcome


def test_a_wildcard_names_no_part_of_a_principal():
    bucket = parsed(PolicyType.RESOURCE, {**allow(), "Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}})
    assert not decide(asked(), Policies(resource=bucket)).allowed


def test_every_pointer_leads_to_what_it_judges():
    policy = identity(
        {**allow("s3:PutObject"), "Sid": "Put"},
        {
            **allow(["s3:ListBucket", "s3:GetObject"], "arn:aws:s3:::b/${x:y}/*"),
            "Condition": {"StringLike": {"s3:prefix": "a/*"}},
        },
    )
    finding = decide(asked(s3__prefix="b", x__y="k"), Policies(identity=(policy,))).finding
    data = read_json(policy.text)
    places = [(one.name, at(data, one.pointer)) for one in finding.walk() if one.pointer]
    assert ("Action", "s3:GetObject") in places
    assert ("Resource", "arn:aws:s3:::b/${x:y}/*") in places


def test_the_nearest_statement_is_the_one_that_is_a_condition_short():
    trust = parsed(
        PolicyType.TRUST,
        {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"},
        {
            "Sid": "Google",
            "Effect": "Allow",
            "Principal": {"Federated": "accounts.google.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"accounts.google.com:aud": "mine", "accounts.google.com:sub": "maya"}},
        },
    )
    request = Request(
        "sts:AssumeRoleWithWebIdentity",
        ROLE,
        "accounts.google.com",
        {"accounts.google.com:aud": "other", "accounts.google.com:sub": "maya"},
        "111122223333",
    )
    decision = decide(request, Policies(resource=trust))
    near = nearest(decision)
    assert near.said.statement.label == "Google"
    assert len(near.failed) == 1
    assert because(decision).sentence == "`accounts.google.com:aud` is `other`, and `StringEquals` wants `mine`"
    assert because(decision).compared.wanted == "mine"
    assert because(decision).pointer == "/Statement/1/Condition/StringEquals/accounts.google.com:aud"


def test_aws_sentence_names_the_type_that_decided():
    request = asked()
    none = decide(request, Policies(identity=(identity(allow("s3:PutObject")),)))
    assert denial(request, none, quoted=True) == (
        f'User: {SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" '
        "because no identity-based policy allows the s3:GetObject action"
    )
    denied = decide(request, Policies(identity=(identity(allow(), {**allow(), "Effect": "Deny"}),)))
    assert denial(request, denied).endswith("with an explicit deny in an identity-based policy")


def test_a_variable_without_a_value_covers_nothing_and_says_so():
    decision = decide(asked(), Policies(identity=(identity(allow("s3:*", "arn:aws:s3:::b/${aws:username}")),)))
    (resource,) = [one for one in decision.finding.walk() if one.name == "Resource"]
    assert resource.verdict is FAIL
    assert "`aws:username` has no value" in resource.sentence


def test_a_finding_survives_being_kept():
    finding = decide(asked(), Policies(identity=(identity(allow()),))).finding
    again = from_data(to_data(finding))
    assert [one.sentence for one in again.walk()] == [one.sentence for one in finding.walk()]


@pytest.mark.parametrize(
    ("operator", "wanted", "got", "holds"),
    [
        ("ForAllValues:StringEquals", [], None, True),
        ("ForAllValues:StringEquals", [], ["a"], False),
        ("ForAnyValue:StringEquals", [], None, False),
        ("ForAnyValue:StringEquals", [], ["a"], False),
        ("StringEqualsIfExists", [], None, True),
        ("StringEqualsIfExists", [], "a", False),
        ("StringEquals", [], None, False),
        ("ForAllValues:Null", "true", ["a"], True),
        ("ForAnyValue:Null", "true", None, False),
        ("StringEquals", "a", ["a", "b"], False),
        ("StringEquals", "a", ["a"], True),
        ("ForAnyValue:StringLike", "a*", ["b", "abc"], True),
        ("ForAnyValue:StringEqualsIfExists", "a", None, True),
        ("NumericEquals", "10", "ten", False),
        ("NumericNotEquals", "10", "ten", True),
        ("NumericLessThan", "1e1000000000", "1", True),
        ("NumericEquals", "1e5", "100000", True),
        ("NumericEquals", "10", "1e99999999999999999999", False),
        ("NumericEquals", "1000", "1_000", False),
        ("NumericEquals", "1", f"{'0' * 63}1", True),
        ("NumericEquals", "1", f"{'0' * 64}1", False),
        ("NumericEquals", "1", "\uff11", False),
        ("DateEquals", "2020-01-01T00:01:39Z", "2020-01-01T00:00:99Z", False),
        ("DateEquals", "2020-01-01", "2020-01-01T00:00:00+99:99", False),
        ("DateEquals", "2020-01-01T00:00:00.500Z", "1577836800.5", True),
        ("DateGreaterThan", "1577836800", "2020-01-01T00:00:01Z", True),
        ("DateGreaterThan", "2020", "2021-01-01T00:00:00Z", True),
        ("DateEquals", "2020-01-01T01:00:00+01:00", "1577836800", True),
        ("DateLessThan", "2020-01-01", "someday", False),
        ("BinaryEquals", "QQ==", "QQ==", True),
        ("IpAddress", "203.0.113.0/24", "::ffff:203.0.113.1", False),
        ("IpAddress", "2001:db8::/32", "2001:DB8::1", True),
        ("IpAddress", "fe80::/10", "fe80::1%eth0", False),
        ("NotIpAddress", "203.0.113.0/24", "2001:db8::1", True),
        ("IpAddress", "0.0.0.0/0", "2001:db8::1", False),
        ("ForAllValues:StringEquals", "a", "", True),  # "a null dataset, such as an empty string"
        ("ForAnyValue:StringEquals", "a", "", False),
        ("ForAnyValue:StringEquals", "", "", False),  # of that "the condition returns false"
        ("ForAnyValue:StringNotEquals", "a", "", False),
        ("ForAnyValue:StringNotEquals", "a", ["", "b"], True),
        ("ForAllValues:StringEquals", "a", ["", "b"], False),
        ("ArnLike", "arn:aws:iam::*:role/a*", "arn:aws:iam::1:role/ab:c", True),
        ("ArnEquals", "arn:aws:iam::1", "arn:aws:iam::1", False),
        ("ArnLike", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::David", True),
        ("Bool", True, "TRUE", True),
        ("StringNotLike", ["a*", "b*"], "c", True),
        ("StringNotLike", ["a*", "b*"], "bc", False),
    ],
)
def test_the_corners_of_the_operators(operator, wanted, got, holds):
    policy = identity(allow(Condition={operator: {"test:key": wanted}}))
    context = {"aws:username": "David"} | ({} if got is None else {"test:key": got})
    request = Request("s3:GetObject", "arn:aws:s3:::b/k", SESSION, context, "111122223333")
    assert decide(request, Policies(identity=(policy,))).allowed is holds
