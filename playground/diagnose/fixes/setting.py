"""A change of what was given which is more than an edit of a policy, and the diagnosis made once more with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from playground.diagnose.examine import Diagnosis, diagnose
from playground.diagnose.setup import Setup
from playground.editor.fixes import Fix


@dataclass(frozen=True)
class Setting(Fix):
    """A change of something besides policies. fields: of the form, as they are afterwards."""

    fields: Mapping[str, str] = field(default_factory=dict)


class Attempt(NamedTuple):
    """A change, and the set-up with it made."""

    fix: Setting
    setup: Setup


def that_help(found: Diagnosis, attempts: Iterable[Attempt]) -> tuple[Fix, ...]:
    """The changes that let the call in; where none does, those with which the check that failed passes, the ones that lead further first."""
    tried = [(diagnose(one.setup), one.fix) for one in attempts]
    reached = [(_stops_at(then), fix) for then, fix in tried if _stops_at(then) > _stops_at(found)]
    whole = tuple(fix for then, fix in tried if then.failed is None)
    return whole or tuple(fix for _, fix in sorted(reached, key=lambda one: -one[0]))


def _stops_at(found: Diagnosis) -> int:
    """The place in the chain at which the call is stopped; its length, when nothing stops it."""
    return found.chain.index(found.failed) if found.failed else len(found.chain)
