"""Looks for the ways through the gates that are shut, one after the other, and tries each by deciding again.

However large the policies are, the work is bounded: the nearest statements are looked at, the smallest ways are tried first, and
what all tries may read together is limited.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest
from itertools import islice, product
from typing import NamedTuple

from playground.iam.decide import Decision, Outcome, Policies, decide
from playground.iam.editing.edit import EditKind
from playground.iam.grammar import PolicyType
from playground.iam.repair.changes import OF_PARTS
from playground.iam.repair.changes.deny import deny
from playground.iam.repair.changes.statement import statement
from playground.iam.repair.part import Document, failing, parts_of
from playground.iam.repair.sizing import Way, edits_of, size_of
from playground.iam.repair.trial import after, documents, group
from playground.iam.request import Request

_MOST_GATES = 8  # one after the other: a deny of each type, then each type that must allow
_MOST_RESTS = 3  # for how many ways through one gate the way through the next is looked for anew
_MOST_COMPARED = 3  # ways through the gates behind, of which the smallest is taken
_MOST_STATEMENTS = 24  # of a document, those with the fewest parts that fail
_MOST_COMBINED = 64
_CHOICES = {1: 12, 2: 4}  # for each part that fails, by how many parts do; 2 when it is more


class Budget:
    """What all tries together may still read, in characters of policies; a try costs something however short they are."""

    __slots__ = ("left",)

    def __init__(self, left: int = 4_000_000) -> None:
        self.left = left

    def spend(self, policies: Policies) -> bool:
        """Whether one more try is in it."""
        self.left -= 1_000 + sum(len(policy.text) for kind in PolicyType for policy in group(policies, kind))
        return self.left >= 0


class Search(NamedTuple):
    """What stays the same while one request's repairs are looked for. known: the condition keys of the token's provider."""

    request: Request
    known: frozenset[str] | None
    policies: Policies
    budget: Budget

    def tried(self, policies: Policies, way: Way) -> tuple[Policies, Decision] | None:
        """The policies after a way and what is decided then; None when they cannot be changed so, or enough was tried."""
        changed = after(policies, edits_of(way)) if self.budget.spend(policies) else None
        return None if changed is None else (changed, decide(self.request, changed))


def ways(search: Search, policies: Policies, decision: Decision, gate: int = 1) -> Iterator[Way]:
    """The ways found through this gate, the smallest first, each with the smallest found through those behind it."""
    if decision.allowed or gate > _MOST_GATES or _denies(decision) > _MOST_GATES:
        return
    rest: Way | None = None
    looked = 0
    for way in sorted(_through(search, policies, decision), key=lambda way: size_of(way, policies)):
        tried = search.tried(policies, way)
        if tried is None:
            continue
        changed, now = tried
        if now.allowed:
            yield way
        elif _further(decision, now):
            if rest is None or not _passes(search, policies, way + rest):
                looked += 1
                rest = _smallest(search, changed, now, gate) if looked <= _MOST_RESTS else None
            if rest is not None:
                yield way + rest


def _smallest(search: Search, policies: Policies, decision: Decision, gate: int) -> Way | None:
    found = islice(ways(search, policies, decision, gate + 1), _MOST_COMPARED)
    return min(found, key=lambda way: size_of(way, search.policies), default=None)


def _passes(search: Search, policies: Policies, way: Way) -> bool:
    tried = search.tried(policies, way)
    return tried is not None and tried[1].allowed


def idle(search: Search, way: Way) -> bool:
    """Whether the request would pass without one of the changes."""
    fewer = (way[:n] + way[n + 1 :] for n in range(len(way))) if len(way) > 1 else ()
    return any(_passes(search, search.policies, one) for one in fewer)


def _further(before: Decision, now: Decision) -> bool:
    """Whether one gate less stands in the way."""
    if before.outcome is Outcome.EXPLICITLY_DENIED and now.outcome is Outcome.EXPLICITLY_DENIED:
        return _denies(now) < _denies(before)
    return (before.outcome, before.by) != (now.outcome, now.by)


def _denies(decision: Decision) -> int:
    return sum(1 for _, said in decision.heard for one in said if one.applies and one.statement.effect == "Deny")


def _through(search: Search, policies: Policies, decision: Decision) -> Iterator[Way]:
    """The ways through the gate that is shut, untried."""
    if decision.outcome is Outcome.EXPLICITLY_DENIED:
        yield from _past_deny(search, policies, decision)
        return
    for kind in _gates(decision, policies):
        there = documents(policies, kind)
        for document in there:
            yield from _of_document(search, document)
        yield from ((change,) for change in statement(search.request, kind, there))


def _past_deny(search: Search, policies: Policies, decision: Decision) -> Iterator[Way]:
    denying = decision.deciding[0].statement
    for document in documents(policies, decision.by):
        if document.editable and denying in document.policy.statements:
            yield from ((change,) for change in deny(denying, document, search.request))


def _gates(decision: Decision, policies: Policies) -> list[PolicyType]:
    """The type of policy that must say something, or either of two: a bucket policy may allow what no policy of the role does."""
    either = decision.by is PolicyType.IDENTITY and group(policies, PolicyType.RESOURCE)
    return [decision.by, PolicyType.RESOURCE] if either else [decision.by]


def _of_document(search: Search, document: Document) -> Iterator[Way]:
    """For the Allow statements that are nearest, one change for each part that fails."""
    allows = [one for one in document.policy.statements if document.editable and one.effect == "Allow"]
    parts = (parts_of(one, document, search.request, search.known) for one in allows)
    failed = [shut for several in parts if (shut := [part for part in several if failing(part)])]
    for shut in nsmallest(_MOST_STATEMENTS, failed, key=len):
        offers = [sorted((c for kind in OF_PARTS for c in kind(part)), key=lambda c: (c.number, c.more)) for part in shut]
        if all(offers):
            most = _CHOICES.get(len(shut), 2)
            combined = product(*(offer[:most] for offer in offers))
            yield from (_once(way) for way in islice(combined, _MOST_COMBINED) if not _crossing(way))


def _once(way: Way) -> Way:
    """The changes, each once: a `Version` may help two parts."""
    return tuple({repr(change.edits): change for change in way}.values())


def _crossing(way: Way) -> bool:
    """Whether two of principal, action and resource would join a statement, each to go with all there: a new one is less."""
    elements = {element for edit in edits_of(way) if edit.kind is EditKind.ADD for element in edit.pointer.split("/")[2:4]}
    return len(elements & {"Principal", "Action", "Resource"}) > 1
