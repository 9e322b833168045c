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
    """The changes with which the check that failed passes, and all before it; those first that lead further."""
    reached = [(_stops_at(diagnose(one.setup)), one.fix) for one in attempts]
    better = [(place, fix) for place, fix in reached if place > _stops_at(found)]
    return tuple(fix for _, fix in sorted(better, key=lambda one: -one[0]))


def _stops_at(found: Diagnosis) -> int:
    """The place in the chain at which the call is stopped; its length, when nothing stops it."""
    return found.chain.index(found.failed) if found.failed else len(found.chain)
