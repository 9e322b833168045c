"""How large a change is: what makes one repair smaller than another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from playground.documents import at
from playground.iam.catalogue.resemblance import common_start
from playground.iam.decide import Policies
from playground.iam.editing.edit import Edit, EditKind, edited
from playground.iam.grammar import PolicyType
from playground.iam.repair.change import Change, More
from playground.iam.repair.trial import documents

Way = tuple[Change, ...]


class Size(NamedTuple):
    """What makes one repair smaller than another, first things first.

    edits: how many, a new statement counting as the texts it holds.  more: how much more is allowed than this request.
    wildcards: how many are written that were not there.  characters: how many are written anew.
    """

    edits: int
    more: More
    wildcards: int
    characters: int


def edits_of(way: Way) -> tuple[Edit, ...]:
    """The edits of several changes, in order."""
    return tuple(edit for change in way for edit in change.edits)


def size_of(way: Way, policies: Policies) -> Size:
    """The size of several changes together."""
    olds = iter(_olds(way, policies))
    texts = [[(edit, next(olds)) for edit in change.edits] for change in way]
    written = [(str(edit.value), old) for change in texts for edit, old in change if edit.kind is not EditKind.DELETE]
    return Size(
        sum(change.number for change in way),
        max(change.more for change in way),
        sum(map(_wildcards, texts)),
        sum(_characters(new, old) for new, old in written),
    )


def _olds(way: Way, policies: Policies) -> Iterator[str]:
    """What stands where each edit is made, when its turn comes: those before it may have moved it."""
    changed: dict[tuple[PolicyType, int], Any] = {}
    for edit in edits_of(way):
        place = (edit.policy_type, edit.position)
        try:
            data = changed[place] if place in changed else documents(policies, edit.policy_type)[edit.position].data
            changed[place] = edited(data, edit)
            yield edit.pointer.rpartition("/")[2] if edit.kind is EditKind.RENAME else str(at(data, edit.pointer))
        except (LookupError, TypeError, ValueError):
            yield ""


def _wildcards(texts: list[tuple[Edit, str]]) -> int:
    """Those that a change writes, less those that it takes away: a key that is put under another operator keeps its own."""
    new = sum(str(edit.value).replace("${*}", "").count("*") for edit, _ in texts)
    return max(0, new - sum(old.count("*") for _, old in texts)) if new else 0


def _characters(new: str, old: str) -> int:
    """Those of the new text that the old one does not have at its start or its end."""
    start = common_start(new, old)
    return len(new) - start - common_start(new[start:][::-1], old[start:][::-1])
