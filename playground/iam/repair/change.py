"""One change of one policy that would make one part of a statement hold, with its sentence and what to think of before."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

from playground.iam.editing.edit import Edit


class More(IntEnum):
    """How much more a change allows than the one request that was refused, the least first."""

    SAME = 0  # nothing: another value in the place of one, or what was meant put right
    ONE = 1  # one value beside those that were allowed
    OTHERS = 2  # what the statement's other parts cover
    PATTERN = 3  # what a pattern or a range covers
    ABSENT = 4  # also requests that do not have the key at all
    EVERYTHING = 5  # any action, or any resource
    UNDENIED = 6  # all that a deny kept out


class Words(NamedTuple):
    """A sentence: a constant template and the values that fill it."""

    says: str
    values: tuple[object, ...] = ()

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values)


class Change(NamedTuple):
    """Edits that belong together. words: what to do.  cautions: why it may be a bad idea."""

    edits: tuple[Edit, ...]
    words: Words
    more: More
    cautions: tuple[Words, ...] = ()

    @property
    def number(self) -> int:
        """How many edits these are; a new statement counts as the texts that it holds."""
        return sum(texts(edit.value) if isinstance(edit.value, dict) else 1 for edit in self.edits)


def texts(value: Any) -> int:
    """How many texts, numbers and truth values stand in a JSON value."""
    if isinstance(value, dict):
        return sum(map(texts, value.values()))
    return sum(map(texts, value)) if isinstance(value, list) else 1
