"""What an Allow rests on: the statements without which the request would be refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from playground.iam.decide import Decision, Outcome, Policies, decide
from playground.iam.grammar import PolicyType
from playground.iam.request import Request
from playground.iam.statement import Said, Statement
from playground.iam.trial import group, regrouped


class Support(NamedTuple):
    """Statements that carry a decision together. said: without all of these, and only then, it is another one.

    outcome, by: what it would be, and which type of policy would say so.
    """

    said: tuple[Said, ...]
    outcome: Outcome
    by: PolicyType

    @property
    def alone(self) -> bool:
        """Whether one statement carries it."""
        return len(self.said) == 1


def counterfactuals(request: Request, policies: Policies, decision: Decision) -> tuple[Support, ...]:
    """The supports of an allowed request, the single statements first; none for a refused one."""
    if not decision.allowed:
        return ()
    found: list[Support] = []
    for candidate in _candidates(decision):
        if not any(set(map(id, one.said)) <= set(map(id, candidate)) for one in found):
            support = _tried(request, policies, candidate)
            if support is not None:
                found.append(support)
    return tuple(found)


def _candidates(decision: Decision) -> Iterator[tuple[Said, ...]]:
    """Each deciding statement, then all of a type of policy, of two types, of all: one of a type does where another does not."""
    yield from ((one,) for one in decision.deciding)
    deciding = set(map(id, decision.deciding))
    kinds = [tuple(one for one in said if id(one) in deciding) for _, said in decision.heard]
    kinds = [said for said in kinds if said]
    for number in range(1, len(kinds) + 1):
        for some in combinations(kinds, number):
            yield tuple(one for said in some for one in said)


def _tried(request: Request, policies: Policies, candidate: tuple[Said, ...]) -> Support | None:
    """The support in these statements, less those that are not needed for it; None when the request passes without them."""
    now = decide(request, without(policies, (one.statement for one in candidate)))
    if now.allowed:
        return None
    for one in candidate:
        fewer = tuple(other for other in candidate if other is not one)
        if fewer and not decide(request, without(policies, (other.statement for other in fewer))).allowed:
            return _tried(request, policies, fewer)
    return Support(candidate, now.outcome, now.by)


def without(policies: Policies, statements: Iterable[Statement]) -> Policies:
    """The policies as if these statements did not stand in them."""
    gone = set(map(id, statements))
    for kind in PolicyType:
        members = group(policies, kind)
        if any(id(one) in gone for policy in members for one in policy.statements):
            kept = (replace(one, statements=tuple(s for s in one.statements if id(s) not in gone)) for one in members)
            policies = regrouped(policies, kind, tuple(kept))
    return policies
