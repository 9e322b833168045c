"""How large a change is: what makes one repair smaller than another."""

from __future__ import annotations

from typing import NamedTuple

from playground.documents import at
from playground.iam.change import Change, More
from playground.iam.decide import Policies
from playground.iam.editing import Edit, EditKind
from playground.iam.trial import documents

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
    texts = [(str(e.value), _old(e, policies)) for e in edits_of(way) if e.kind is not EditKind.DELETE]
    wildcards = sum(max(0, new.replace("${*}", "").count("*") - old.count("*")) for new, old in texts)
    return Size(
        sum(change.number for change in way),
        max(change.more for change in way),
        wildcards,
        sum(_characters(new, old) for new, old in texts),
    )


def _characters(new: str, old: str) -> int:
    """Those of the new text that the old one does not have at its start or its end."""
    start = _same(new, old)
    return len(new) - start - _same(new[start:][::-1], old[start:][::-1])


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _old(edit: Edit, policies: Policies) -> str:
    if edit.kind is EditKind.RENAME:
        return edit.pointer.rpartition("/")[2]
    try:
        return str(at(documents(policies, edit.policy_type)[edit.position].data, edit.pointer))
    except (LookupError, TypeError, ValueError):
        return ""
