"""How large a change is: what makes one repair smaller than another."""

from __future__ import annotations

from typing import NamedTuple

from playground.documents import at
from playground.iam.catalogue.resemblance import common_start
from playground.iam.decide import Policies
from playground.iam.editing.edit import Edit, EditKind
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
    texts = [(str(e.value), _old(e, policies)) for e in edits_of(way) if e.kind is not EditKind.DELETE]
    return Size(
        sum(change.number for change in way),
        max(change.more for change in way),
        sum(_wildcards(change, policies) for change in way),
        sum(_characters(new, old) for new, old in texts),
    )


def _wildcards(change: Change, policies: Policies) -> int:
    """Those that it writes, less those that it takes away: a key that is put under another operator keeps its own."""
    new = sum(str(edit.value).replace("${*}", "").count("*") for edit in change.edits)
    return max(0, new - sum(_old(edit, policies).count("*") for edit in change.edits)) if new else 0


def _characters(new: str, old: str) -> int:
    """Those of the new text that the old one does not have at its start or its end."""
    start = common_start(new, old)
    return len(new) - start - common_start(new[start:][::-1], old[start:][::-1])


def _old(edit: Edit, policies: Policies) -> str:
    if edit.kind is EditKind.RENAME:
        return edit.pointer.rpartition("/")[2]
    try:
        return str(at(documents(policies, edit.policy_type)[edit.position].data, edit.pointer))
    except (LookupError, TypeError, ValueError):
        return ""
