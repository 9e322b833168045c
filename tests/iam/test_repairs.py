"""What a decision says about itself is true: take away what it rests on, satisfy what it misses, apply what it proposes."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings

from playground.documents import at, read_json
from playground.explain import FAIL, PASS
from playground.iam import Outcome, PolicyType, Request, decide
from playground.iam.change import More
from playground.iam.conditions.block import ALL, ANY, Condition
from playground.iam.counterfactual import counterfactuals, without
from playground.iam.editing import Edit, EditKind, edited, unescape
from playground.iam.matching import compile_pattern
from playground.iam.repair import apply, repairs
from playground.iam.trial import after, documents
from playground.iam.variables import filled_in
from playground.iam.why import nearest
from tests.iam.generated import SHARED, request, worlds

MANY = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def rests_on_what_it_names(asked, policies):
    decision = decide(asked, policies)
    if not decision.allowed:
        return
    supports = counterfactuals(asked, policies, decision)
    named = {id(one.statement) for one in decision.deciding}
    assert named <= {id(one.statement) for support in supports for one in support.said}
    for support in supports:
        gone = [one.statement for one in support.said]
        assert not decide(asked, without(policies, gone)).allowed
        assert all(decide(asked, without(policies, [g for g in gone if g is not kept])).allowed for kept in gone)
    for one in decision.deciding:
        alone = not decide(asked, without(policies, [one.statement])).allowed
        assert alone or len(named) > 1  # another is named too
    assert not decide(asked, without(policies, [one.statement for one in decision.deciding])).allowed


def missing_conditions_flip(asked, policies):
    decision = decide(asked, policies)
    near = nearest(decision) if decision.outcome is Outcome.IMPLICITLY_DENIED else None
    for finding in near.failed if near else ():
        condition = next((one for one in near.said.statement.conditions if one.pointer == finding.pointer), None)
        if isinstance(condition, Condition) and (values := satisfying(condition, asked)) is not None:
            context = {**asked.context, condition.lower_key: values}
            other = Request(asked.action, asked.resource, asked.principal.name, context, asked.account)
            again = condition.finding(other)
            assert (finding.verdict, again.verdict) == (FAIL, PASS), finding.sentence


def satisfying(condition, asked):
    """Values of the key that the condition asks for; None where the operator is no comparison of texts."""
    if not condition.kind.name.startswith("String"):
        return None
    if condition.kind.negated:
        itself = f"${{{condition.lower_key}" in "".join(condition.wanted).lower()  # no value differs from itself; none at all does
        return [] if itself and condition.set_prefix != ANY else None if itself else ["something else entirely"]
    for text in condition.wanted:
        if condition.kind.name == "StringLike":
            pattern = compile_pattern(text, wildcards=True, variables=True)
            filled = pattern.filled(asked.context)
            value = None if filled is None else filled.replace("*", "").replace("?", "q")
        else:
            value = filled_in(text, asked.context)
        if value is not None and condition.covers(value, asked.context):
            return [value]
    return None if condition.set_prefix != ALL else []


def denies_go_when_deleted(asked, policies):
    decision = decide(asked, policies)
    if decision.outcome is not Outcome.EXPLICITLY_DENIED:
        return
    named = [one.statement for one in decision.deciding]
    again = decide(asked, without(policies, named))
    assert not {id(one.statement) for one in again.deciding} & set(map(id, named))
    denying = [one for _, said in decision.heard for one in said if one.applies and one.statement.effect == "Deny"]
    assert (again.outcome is Outcome.EXPLICITLY_DENIED) == (len(denying) > len(named))


def repairs_hold(asked, policies):
    decision = decide(asked, policies)
    found = repairs(asked, policies, decision)
    if decision.allowed:
        assert found == ()
        return
    assert found or identifies_nothing(asked, policies)
    assert [one.size for one in found] == sorted(one.size for one in found)
    for repair in found:
        changed = after(policies, repair.edits)
        assert decide(asked, changed).allowed, repair.sentence
        assert "{" not in repair.says.replace("{}", "")
        assert repair.sentence
        assert not repair.sentence.endswith(".")
        as_texts_agree(repair, policies)
        if repair.size.more <= More.ONE and len(repair.edits) == 1:
            lets_nobody_else_in(asked, policies, changed, repair.edits[0])


def identifies_nothing(asked, policies):
    """A token without audience and subject: no trust policy could tell it from another."""
    ends = (":aud", ":sub", ":app_id", ":user_id", ":id")
    return policies.resource.kind is PolicyType.TRUST and not any(key.endswith(ends) for key in asked.context)


def as_texts_agree(repair, policies):
    """The edits of a text come to the same as the edits of its data."""
    for kind, position in {(edit.policy_type, edit.position) for edit in repair.edits}:
        edits = [one for one in repair.edits if (one.policy_type, one.position) == (kind, position)]
        there = documents(policies, kind)
        text = there[position].policy.text if position < len(there) else ""
        data = read_json(text) if text else None
        for edit in edits:
            data = edited(data, edit)
        assert read_json(apply(text, edits)) == data


def lets_nobody_else_in(asked, policies, changed, edit):
    """Of the requests that differ in one thing only, none that was refused is allowed."""
    for sibling in siblings(asked, edit):
        if not decide(sibling, policies).allowed:
            assert not decide(sibling, changed).allowed, (sibling.action, sibling.resource, sibling.context, edit)


def siblings(asked, edit):
    everything = edit.kind in (EditKind.APPEND, EditKind.CREATE)
    what = edit.pointer.split("/")
    if edit.kind is EditKind.RENAME or edit.kind is EditKind.DELETE or edit.pointer == "/Version":
        return
    if everything or "Action" in what:
        yield like(asked, action=asked.action.partition(":")[0] + ":DeleteBucketWebsite")
    if (everything or "Resource" in what) and not asked.resource.endswith("*"):
        if asked.action != "sts:AssumeRoleWithWebIdentity":
            yield like(asked, resource=asked.resource + "-other")
    if "Condition" in what and not {"Not", "Numeric", "Date"} & set(what[4:5]):
        key = next(unescape(one) for one in what if unescape(one).lower() in asked.context)
        if "Not" not in edit.pointer:
            yield like(asked, context={**asked.context, key.lower(): ["zz-other"]})


def like(asked, *, action="", resource="", context=None):
    values = asked.context if context is None else context
    return Request(action or asked.action, resource or asked.resource, asked.principal.name, values, asked.account)


def no_smaller_edit_does(asked, policies):
    """Every value that one edit could put into a positive list: when one of them is enough, one edit is what is proposed."""
    decision = decide(asked, policies)
    found = repairs(asked, policies, decision)
    if decision.outcome is not Outcome.IMPLICITLY_DENIED or not found or found[0].size.edits == 1:
        return
    for edit in chain.from_iterable(single_edits(asked, one) for one in documents(policies, decision.by)):
        changed = after(policies, [edit])
        if changed is not None and decide(asked, changed).allowed:
            assert opens_everything(asked, policies, changed), (edit, found[0])


def opens_everything(asked, policies, changed):
    """Any action on this resource, or this action on any bucket: never proposed where a few values more will do."""
    elsewhere = like(asked, resource="arn:aws:s3:::zz-another-bucket/zz")
    something = like(asked, action="s3:PutReplicationConfiguration")
    return any(decide(one, changed).allowed and not decide(one, policies).allowed for one in (elsewhere, something))


def single_edits(asked, document):
    values = {value for several in asked.context.values() for value in several}
    for statement in document.policy.statements if document.editable else ():
        if statement.effect == "Allow":
            yield from puts(document, f"{statement.pointer}/Action", [asked.action])
            yield from puts(document, f"{statement.pointer}/Resource", [asked.resource])
            for condition in statement.conditions:
                if isinstance(condition, Condition) and not condition.kind.negated:
                    yield from puts(document, condition.pointer, sorted(values))


def puts(document, pointer, values):
    try:
        there = at(document.data, pointer)
    except LookupError:
        return
    for value in values:
        yield document.edit(EditKind.ADD, f"{pointer}/-", value)
        places = [f"{pointer}/{n}" for n in range(len(there))] if isinstance(there, list) else [pointer]
        yield from (Edit("", document.group, place, EditKind.REPLACE, value, document.position) for place in places)


PROMISES = [
    rests_on_what_it_names,
    missing_conditions_flip,
    denies_go_when_deleted,
    repairs_hold,
    no_smaller_edit_does,
]


@pytest.mark.parametrize("promise", PROMISES)
def test_over_the_shared_cases(promise):
    for asked, policies in SHARED:
        promise(asked, policies)


@pytest.mark.parametrize("promise", PROMISES)
def test_over_policies_of_a_small_world(promise):
    @MANY
    @given(worlds)
    def holds(world):
        question, policies = world
        promise(request(*question), policies)

    holds()
