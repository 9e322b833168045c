"""What is proposed holds, lets nobody else in, and nothing smaller of its kind would do."""

from dataclasses import replace
from itertools import chain, pairwise

from playground.documents import at, read_json
from playground.iam import Outcome, PolicyType, Request, decide, parse_policy
from playground.iam.conditions.block import Condition
from playground.iam.editing.edit import Edit, EditKind, edited, unescape
from playground.iam.repair.change import More
from playground.iam.repair.changes.cautions import LIMITS
from playground.iam.repair.repair import apply
from playground.iam.repair.trial import after, documents, group
from tests.iam.generated import without


def repairs_hold(asked, policies, decision, found):
    if decision.allowed:
        assert found == ()
        return
    assert found or identifies_nothing(asked, policies) or is_held(asked, policies)
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
    trust = policies.resource is not None and policies.resource.kind is PolicyType.TRUST
    return trust and not any(key.endswith(ends) for key in asked.context)


def is_held(asked, policies):
    """A resource control policy that denies and has nothing else to say: only whoever runs the organisation takes it away."""
    return any(all(one.says(asked).applies for one in held.statements) for held in policies.resource_control or ())


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


def no_smaller_edit_does(asked, policies, decision, found):
    """Every value that one edit could put into a positive list: when one of them is enough, one edit is what is proposed."""
    if decision.outcome is not Outcome.IMPLICITLY_DENIED or not found or found[0].size.edits == 1:
        return
    for edit in chain.from_iterable(single_edits(asked, one) for one in documents(policies, decision.by)):
        changed = after(policies, [edit])
        if changed is not None and decide(asked, changed).allowed:
            assert opens_everything(asked, policies, changed, edit.policy_type), (edit, found[0])


ANYTHING = parse_policy(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}, PolicyType.IDENTITY
)


def opens_everything(asked, policies, changed, kind):
    """Any action on this resource, or this action on any bucket: never proposed where a few values more will do.

    Whatever a boundary, a session policy or a Deny leaves of it, or of another account's bucket policy the caller's own: these are
    there for another day.
    """
    changed, policies = (without(one, denies_of(one)) for one in (changed, policies))
    limits = {PolicyType.BOUNDARY: "boundary", PolicyType.SESSION: "session", PolicyType.SERVICE_CONTROL: "service_control"}
    others = {name: None for limit, name in limits.items() if limit is not kind}
    changed, policies = (replace(one, **others) for one in (changed, policies))
    if kind in limits:  # it lets in nothing by itself: what it opens shows where everything else allows
        changed, policies = (replace(one, identity=(ANYTHING,)) for one in (changed, policies))
    if kind is PolicyType.RESOURCE and asked.principal.account != asked.account:
        changed, policies = (replace(one, identity=(ANYTHING,)) for one in (changed, policies))
    elsewhere = like(asked, resource="arn:aws:s3:::zz-another-bucket/zz")
    something = like(asked, action="s3:PutReplicationConfiguration")
    return any(decide(one, changed).allowed and not decide(one, policies).allowed for one in (elsewhere, something))


def denies_of(policies):
    everyone = [one for kind in PolicyType for policy in group(policies, kind) for one in policy.statements]
    return [one for one in everyone if one.effect == "Deny"]


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


def no_edit_of_a_repair_is_idle(asked, policies, _decision, found):
    """Without any one of its edits the repair does not hold: nothing is changed that need not be."""
    for repair in found:
        steps = list(steps_of(repair.edits))
        for step in steps if len(steps) > 1 else ():
            changed = after(policies, [edit for one in steps if one is not step for edit in one])
            assert changed is None or not decide(asked, changed).allowed, (repair.sentence, step)


def steps_of(edits):
    """The edits one by one; what is deleted here to be put under another operator there is one step."""
    edits = list(edits)
    while edits:
        moved = len(edits) > 1 and (edits[0].kind, edits[1].kind) == (EditKind.DELETE, EditKind.ADD)
        number = 2 if moved and "/Condition/" in edits[0].pointer and "/Condition/" in edits[1].pointer else 1
        yield edits[:number]
        edits = edits[number:]


def a_value_comes_before_a_wildcard(asked, _policies, _decision, found):
    for repair in found:
        if repair.size.wildcards and not asked.resource.endswith("*"):
            assert any(not one.size.wildcards and one.size.edits <= repair.size.edits for one in found), repair.sentence
        for before, edit in pairwise([None, *repair.edits]):
            moved = before is not None and before.kind is EditKind.DELETE
            if edit.value is not None and edit.kind is not EditKind.RENAME and not moved:
                assert not {"*", "s3:*"} & set(texts_in(edit.value)) or asked.resource == "*", repair.sentence


def texts_in(value):
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts_in(one)]
    return [text for one in value for text in texts_in(one)] if isinstance(value, list) else [value]


def a_bad_idea_has_a_caution(_asked, _policies, decision, found):
    """What allows more than this request, or takes something off a deny, says so."""
    for repair in found:
        denied = decision.outcome is Outcome.EXPLICITLY_DENIED
        limits = {edit.policy_type for edit in repair.edits} & set(LIMITS)  # these let nothing in by themselves
        assert repair.cautions or not denied, repair.sentence
        assert repair.cautions or limits or repair.size.more < More.OTHERS, repair.sentence
