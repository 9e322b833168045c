"""Which finding of a decision says why: the statement that denied or allowed, or the one that came nearest to allowing.

Nearest is the Allow statement that got furthest: principal, action, resource, and then the fewest conditions short; of those that
name somebody else, one about what was asked. Of several as near, it is the one whose value differs least.
"""

from __future__ import annotations

from typing import NamedTuple

from playground.explain import FAIL, Finding
from playground.iam.decide import Decision, Outcome
from playground.iam.divergence.divergence import nearness
from playground.iam.grammar import PolicyType
from playground.iam.request import Request
from playground.iam.statement import Said

_MOST = 20  # statements whose values are laid beside the request's


class Nearest(NamedTuple):
    """The Allow statement that came nearest, and the findings that kept it from applying."""

    said: Said
    failed: tuple[Finding, ...]


def nearest(decision: Decision, kind: PolicyType | None = None) -> Nearest | None:
    """The nearest Allow among the policies of the type that decided (or of `kind`); None when there is no Allow at all."""
    kind = kind or decision.by
    allows = [one for group, said in decision.heard if group is kind for one in said if one.statement.effect == "Allow"]
    silent = [one for one in allows if not one.applies]
    if not silent:
        return None
    distances = [_distance(said, decision.request) for said in silent]
    ties = [said for said, distance in zip(silent, distances, strict=True) if distance == max(distances)]
    best = max(ties[:_MOST], key=_resemblance) if len(ties) > 1 else ties[0]
    return Nearest(best, _failed(best))


def because(decision: Decision) -> Finding:
    """The one finding that explains the decision best: a statement's, or the element that kept the nearest one silent."""
    if decision.outcome is not Outcome.IMPLICITLY_DENIED:
        return decision.deciding[0].finding
    near = nearest(decision)
    return near.failed[0] if near else decision.finding


def _resemblance(said: Said) -> tuple[bool, bool, int]:
    """How nearly the value is one that would do; a value that is left out is none nearly."""
    compared = _failed(said)[0].compared
    return (False, False, 0) if compared is None or "Not" in compared.wanted_from else nearness(compared)


def _failed(said: Said) -> tuple[Finding, ...]:
    return tuple(reason for reason in said.finding.reasons if reason.verdict is FAIL)


def _distance(said: Said, request: Request) -> tuple[int, bool, int]:
    reached = {reason.name for reason in said.finding.reasons}
    failed = _failed(said)
    stranger = failed[0].name == "Principal"
    return len(reached), stranger and all(one.finding(request).passed for one in said.statement.elements), -len(failed)
