"""What a decision says of itself is so: the statement, the value and the pattern that it names are those that settled it."""

import pytest
from hypothesis import given, settings

from playground.documents import at, read_json
from playground.explain import FAIL, PASS
from playground.iam import Outcome, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.conditions.block import compile_conditions
from playground.iam.divergence.divergence import diverge, explain_difference
from playground.iam.divergence.near_misses import Difference
from playground.iam.verdict import verdict
from playground.iam.why import because
from tests.iam.test_decisions import ROLE, SESSION, allow, asked, identity, parsed
from tests.iam.test_every_condition import VARIABLES, questions


def condition(operator, wanted, version="2012-10-17"):
    (found,) = compile_conditions({operator: {"k": wanted}}, "policy", "", version == "2012-10-17")
    return found


@pytest.mark.parametrize(
    ("operator", "wanted", "got", "verdict", "sentence", "beside"),
    [
        # of several values, those that settle it
        (
            "ForAllValues:StringEquals",
            ["a"],
            ["a", "c"],
            FAIL,
            "`k` has `c`, and `ForAllValues:StringEquals` wants `a`",
            "has `c`",
        ),
        (
            "ForAllValues:StringNotEquals",
            ["a"],
            ["a", "c"],
            FAIL,
            "`k` has `a`, which `ForAllValues:StringNotEquals` leaves out",
            "`a` is",
        ),
        (
            "ForAnyValue:StringNotEquals",
            ["a"],
            ["a", "c"],
            PASS,
            "`k` has `c`, and `ForAnyValue:StringNotEquals` wants none of `a`",
            "",
        ),
        ("ForAnyValue:StringEquals", ["a"], ["a", "c"], PASS, "`k` has `a`, as `ForAnyValue:StringEquals` wants", ""),
        (
            "StringNotEquals",
            ["a"],
            ["a", "c"],
            FAIL,
            "`k` has `a`, which `StringNotEquals` leaves out",
            "`a` is covered by `a`",
        ),
        # of several that are left out, the one that leaves it out
        ("NumericNotEquals", [1, 2], "1", FAIL, "`k` is `1`, which `NumericNotEquals` leaves out", "`1` is covered by `1`"),
        ("NotIpAddress", ["11.0.0.0/8", "10.0.0.0/8"], "10.0.0.1", FAIL, "`k` is `10.0.0.1`, which", "covered by `10.0.0.0/8`"),
        ("DateNotEquals", ["2020", "2021"], "2021-01-01", FAIL, "`k` is `2021-01-01`, which", "covered by `2021`"),
        # what cannot be read is blamed where it is to blame alone
        (
            "ForAnyValue:NumericEquals",
            [1],
            ["ten", "2"],
            FAIL,
            "`k` is `ten, 2`, and `ForAnyValue:NumericEquals` wants `1`",
            "",
        ),
        (
            "ForAllValues:NumericEquals",
            [1],
            ["ten", "1"],
            FAIL,
            "`k` has `ten`, which is not a number",
            "`ten` is not a number",
        ),
        # a Null that compares nothing
        ("Null", ["true", "false"], "a", PASS, "`Null` is always true, whatever `k` is", ""),
        ("Null", [], "a", FAIL, "`Null` is always false, whatever `k` is", ""),
    ],
)
def test_a_condition_names_the_values_that_settle_it(operator, wanted, got, verdict, sentence, beside):
    finding = condition(operator, wanted).finding(Request("s3:GetObject", "*", SESSION, {"k": got}))
    assert finding.verdict is verdict
    assert finding.sentence.startswith(sentence)
    assert beside in (explain_difference(finding.compared).sentence if beside else "")


@settings(max_examples=300, deadline=None)
@given(questions())
def test_the_value_that_is_shown_beside_a_condition_is_one_that_it_failed_on(question):
    operator, _, wanted, got, _, _, version = question
    one = condition(operator, wanted, version)
    request = Request("s3:GetObject", "arn:aws:s3:::b/k", SESSION, VARIABLES | ({} if got is None else {"k": got}))
    finding = one.finding(request)
    if finding.passed or finding.compared is None or "compares one" in finding.says:
        return
    shown = explain_difference(finding.compared)
    assert shown.got in got
    covered = one.covers(shown.got, request.context)
    assert covered is one.kind.negated
    assert covered is (shown.difference is Difference.NONE)


def test_of_several_resources_the_one_whose_variable_has_no_value_is_named():
    policy = identity(allow("s3:*", ["arn:aws:s3:::other/*", "arn:aws:s3:::b/${aws:username}/*"]))
    decision = decide(asked(resource="arn:aws:s3:::b/x/k"), Policies(identity=(policy,)))
    why = because(decision)
    assert why.sentence == "`aws:username` has no value in this request, so `arn:aws:s3:::b/${aws:username}/*` covers nothing"
    assert at(read_json(policy.text), why.pointer) == "arn:aws:s3:::b/${aws:username}/*"


def test_a_variable_is_not_blamed_for_a_resource_that_none_of_its_values_would_cover():
    policies = Policies(identity=(identity(allow("s3:*", "arn:aws:s3:::other/${aws:username}/*")),))
    why = because(decide(asked(), policies))
    assert why.sentence == "`arn:aws:s3:::other/${aws:username}/*` does not cover `arn:aws:s3:::b/k`"


def test_a_variable_of_several_values_is_not_said_to_have_none():
    policies = Policies(identity=(identity(allow("s3:*", "arn:aws:s3:::b/${aws:TagKeys}")),))
    why = because(decide(asked(aws__TagKeys=["a", "b"]), policies))
    assert why.sentence.startswith("`aws:TagKeys` has several values in this request, and a variable takes one")


@pytest.mark.parametrize(
    ("operator", "text", "holds", "sentence"),
    [
        ("StringLike", "home/${aws:UserName}/*", False, "wants `home/${aws:UserName}/*`, where `aws:UserName` has no value"),
        ("StringNotLike", "${ aws:username }", True, "wants none of `${ aws:username }`, where `aws:username` has no value"),
        ("StringEquals", "${aws:TagKeys}", False, "wants `${aws:TagKeys}`, where `aws:TagKeys` has several values"),
        ("StringNotEquals", "${aws:username, 'b'}", True, "wants none of `${aws:username, 'b'}`"),
    ],
)
def test_a_condition_names_the_variable_that_has_no_value(operator, text, holds, sentence):
    finding = condition(operator, text, "2012-10-17").finding(asked(k="home/x/y", aws__TagKeys=["a", "b"]))
    assert finding.passed is holds
    assert sentence in finding.sentence
    assert finding.sentence.endswith("`") is ("has" not in sentence)
    explain_difference(finding.compared)


def test_the_variable_without_a_value_is_marked_and_not_one_whose_name_begins_so():
    text = "${aws:usernames}/${ aws:username }"
    found = diverge(text, "a/b", {"aws:usernames": ("a",)}, operator="StringLike")
    ((start, end),) = found.wanted_marks
    assert (text[start:end], found.values[0]) == ("${ aws:username }", "aws:username")


def test_a_deny_of_an_account_asks_for_nothing_else():
    statement = {**allow(), "Effect": "Deny", "Principal": {"AWS": "111122223333"}}
    decision = decide(asked(), Policies(resource=parsed(PolicyType.RESOURCE, statement)))
    (found,) = [one for one in decision.finding.walk() if one.name == "Principal"]
    assert found.sentence == f"`111122223333` names the account of `{SESSION}`"


@pytest.mark.parametrize(
    ("effect", "boundary", "outcome"),
    [
        ("Deny", None, Outcome.ALLOWED),
        ("Deny", "s3:*", Outcome.EXPLICITLY_DENIED),
        ("Allow", "s3:*", Outcome.ALLOWED),
    ],
)
def test_not_principal_spares_nobody_from_a_deny_who_has_a_permissions_boundary(effect, boundary, outcome):
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, "Important"
    statement = {**allow(), "Effect": effect, "NotPrincipal": {"AWS": [ROLE, SESSION]}}
    policies = Policies(
        identity=(identity(allow()),),
        boundary=(parsed(PolicyType.BOUNDARY, allow(boundary)),) if boundary else None,
        resource=parsed(PolicyType.RESOURCE, statement),
    )
    decision = decide(asked(), policies)
    assert decision.outcome is verdict(asked(), policies) is outcome
    says = "spares nobody who has a permissions boundary from a deny"
    assert any(says in one.sentence for one in decision.finding.walk()) is (outcome is Outcome.EXPLICITLY_DENIED)


@pytest.mark.parametrize(
    ("resource", "version", "shown"),
    [
        ("arn:aws:s3:::b/${aws:username}/x*", "2012-10-17", "arn:aws:s3:::b/m${*}a/x*"),
        ("arn:aws:s3:::b/${aws:userid, '?'}/x", "2012-10-17", "arn:aws:s3:::b/${?}/x"),
        ("arn:aws:s3:::b/${*}/x", "2012-10-17", "arn:aws:s3:::b/${*}/x"),
        ("arn:aws:s3:::b/${$}{k}/x", "2012-10-17", "arn:aws:s3:::b/${$}{k}/x"),
        ("arn:aws:s3:::b/${*}/y", "2008-10-17", "arn:aws:s3:::b/${*}/y"),
    ],
)
def test_a_star_that_is_none_is_not_shown_as_one(resource, version, shown):
    """`arn:aws:s3:::b/m*a/x` would cover what is asked for; `m*a`, a name, does not."""
    policy = {"Version": version, "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": resource}}
    request = Request("s3:GetObject", "arn:aws:s3:::b/maya/x", SESSION, {"aws:username": "m*a"})
    found = because(decide(request, Policies(identity=(parse_policy(policy, PolicyType.IDENTITY),))))
    assert found.sentence == f"`{shown}` does not cover `arn:aws:s3:::b/maya/x`"


@pytest.mark.parametrize(
    ("principal", "named"), [({"AWS": SESSION}, "the caller itself"), ("*", "everybody"), ({"AWS": "*"}, "everybody")]
)
def test_who_is_let_in_by_a_resources_policy_alone_is_named_as_it_names_them(principal, named):
    policy = {"Version": "2012-10-17", "Statement": {**allow("s3:GetObject", "arn:aws:s3:::b/*"), "Principal": principal}}
    found = decide(asked(), Policies(resource=parse_policy(policy, PolicyType.RESOURCE)))
    assert found.allowed
    assert found.finding.sentence.startswith(f"the resource-based policy names {named}, and so allows ")


def test_not_principal_names_the_entry_that_lists_the_caller():
    def sentence(*listed):
        statement = {**allow(), "Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:role/Other", *listed]}}
        policies = Policies(identity=(identity(allow()),), resource=parsed(PolicyType.RESOURCE, statement))
        (found,) = [one for one in decide(asked(), policies).finding.walk() if one.name == "Principal"]
        assert parse_policy(policies.resource.text, PolicyType.RESOURCE).statements[0].principals.negated
        return found.sentence

    assert sentence(SESSION, ROLE) == f"`NotPrincipal` lists `{SESSION}`"
    assert (
        sentence(SESSION) == f"`NotPrincipal` lists `{SESSION}`, and a deny spares `{SESSION}` only where it lists `{ROLE}` too"
    )
    only = f"`NotPrincipal` lists `111122223333`, and a deny spares `{SESSION}` only where it lists `{ROLE}, {SESSION}` too"
    assert sentence("111122223333") == only
