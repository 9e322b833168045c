"""What an answer hangs on that nobody gave: keys of the call, the role's id, the names of role and session.

A decision is made twice, once with all of that on our side and once with all of it against us. Where both come to the same, it does
not matter; else the answer is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from playground.iam import Policies, Request, decide
from playground.iam.conditions.block import AnyCondition, Condition
from playground.iam.decide import Decision
from playground.iam.elements import Actions, Principals
from playground.iam.patterns.variables import PART
from playground.iam.policy import Policy
from playground.iam.principals import Entry
from playground.iam.resources import ResourcePattern, Resources
from playground.iam.statement import Statement

RESOURCE = "Resource"
HANGS = "left open: it hangs on `{}`, which was not given"


@dataclass(frozen=True)
class Decided:
    """A decision, with what it was made on."""

    request: Request
    policies: Policies
    decision: Decision


def _nothing(_entry: Entry) -> str:
    return ""


@dataclass(frozen=True)
class Unknown:
    """What was not given. key: whether a condition key, by its name in lower case, is of it.

    named: which parameter of the call tells whether an entry of a Principal element is the one who asks; "" for one that is plain.
    resource: whether nobody said on what the action is.
    """

    key: Callable[[str], bool]
    named: Callable[[Entry], str] = _nothing
    resource: bool = False


def hanging(decided: Decided, unknown: Unknown) -> tuple[str, ...]:
    """What is unknown, when the answer is another one with it on our side than against us."""
    given = decided.policies
    resource = () if given.resource is None else (given.resource,)
    groups = (given.identity, given.session, given.boundary, resource, given.service_control, given.resource_control)
    statements = [statement for group in groups for policy in group or () for statement in policy.statements]
    keys = {key for statement in statements for key in _unknown_in(statement, unknown)}
    if not keys:
        return ()
    best, worst = (decide(decided.request, _supposing(decided, unknown, ours=ours)).allowed for ours in (True, False))
    return tuple(sorted(keys)) if best != worst else ()


def _unknown_in(statement: Statement, unknown: Unknown) -> Iterable[str]:
    for condition in statement.conditions:
        yield from _unknown_of(condition, unknown)
    for element in statement.elements:
        if isinstance(element, Resources):
            yield from (key for pattern in element.patterns for key in _unknown_of_resource(pattern, unknown))
    if statement.principals:
        yield from filter(None, map(unknown.named, statement.principals.entries))


def _unknown_of_resource(pattern: ResourcePattern, unknown: Unknown) -> list[str]:
    """The unknown variables of a resource; all of it where nobody said what is asked for, and it is not just anything."""
    return [RESOURCE] if unknown.resource and pattern.parts else _variables(pattern.text, unknown)


def _unknown_of(condition: AnyCondition, unknown: Unknown) -> list[str]:
    """The key of a condition and the variables in its values, as far as they are unknown."""
    keys = [condition.key] if unknown.key(condition.lower_key) else []
    texts = condition.wanted if isinstance(condition, Condition) and condition.variables else ()
    return keys + [key for text in texts for key in _variables(text, unknown)]


def _variables(text: str, unknown: Unknown) -> list[str]:
    """The unknown variables of a pattern, as they are written there."""
    names = [one["key"].strip() for one in PART.finditer(text) if one["key"]]
    return [name for name in names if unknown.key(name.lower())]


def _supposing(decided: Decided, unknown: Unknown, *, ours: bool) -> Policies:
    """The policies with what is unknown settled: in our favour, an Allow's conditions hold and a Deny's do not."""
    given = decided.policies

    def settled(group: tuple[Policy, ...] | None) -> tuple[Policy, ...] | None:
        return None if group is None else tuple(_settled(policy, decided.request, unknown, ours=ours) for policy in group)

    return Policies(
        identity=settled(given.identity) or (),
        session=settled(given.session),
        boundary=settled(given.boundary),
        resource=_settled(given.resource, decided.request, unknown, ours=ours) if given.resource else None,
        service_control=settled(given.service_control),
        resource_control=settled(given.resource_control),
    )


def _settled(policy: Policy, request: Request, unknown: Unknown, *, ours: bool) -> Policy:
    kept = []
    for statement in policy.statements:
        applies = (statement.effect == "Allow") == ours
        known = tuple(one for one in statement.conditions if not _unknown_of(one, unknown))
        if len(known) == len(statement.conditions) or applies:
            elements = tuple(_covering(one, unknown, covers=applies) for one in statement.elements)
            principals = statement.principals and _naming(statement.principals, request, unknown, names=applies)
            kept.append(replace(statement, conditions=known, elements=elements, principals=principals))
    return replace(policy, statements=tuple(kept))


def _covering(element: Actions | Resources, unknown: Unknown, *, covers: bool) -> Actions | Resources:
    """The resources, those with an unknown variable taken to be all that they may be, or none of it."""
    if not isinstance(element, Resources):
        return element
    patterns = []
    for pattern in element.patterns:
        keys = {key.lower() for key in _unknown_of_resource(pattern, unknown)}
        if not keys:
            patterns.append(pattern)
        elif covers != element.negated:
            patterns.append(replace(pattern, parts=()) if unknown.resource else pattern.whatever(keys))
    return replace(element, patterns=tuple(patterns))


def _naming(principals: Principals, request: Request, unknown: Unknown, *, names: bool) -> Principals:
    """The principals, those that may be the one who asks taken to be, or not."""
    entries = []
    for entry in principals.entries:
        if not unknown.named(entry):
            entries.append(entry)
        elif names != principals.negated:
            session = ":assumed-role/" in entry.text
            entries.append(entry._replace(text=request.principal.name if session else request.principal.role))
    return replace(principals, entries=tuple(entries))
