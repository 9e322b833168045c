"""A remark, and what the rules are given: one statement of a document, as data and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from playground.documents import at
from playground.iam.conditions.block import Condition
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.elements import each
from playground.iam.grammar import PolicyType
from playground.iam.statement import Statement


class Remark(NamedTuple):
    """One remark. level: error (AWS refuses it), warning or suggestion.  line: the first it is about.

    fix: edits to this text that settle it.  aws: the words in which AWS refuses it.
    """

    level: str
    says: str
    values: tuple[object, ...]
    pointer: str
    line: int = 0
    fix: tuple[Edit, ...] = ()
    aws: str = ""

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values) if self.values else self.says


class Linted(NamedTuple):
    """One statement of a policy that AWS would keep. data: the whole document.  place: the statement's pointer."""

    kind: PolicyType
    data: dict[str, Any]
    statement: dict[str, Any]
    place: str
    compiled: Statement

    @property
    def allows(self) -> bool:
        """Whether its Effect is Allow."""
        return self.compiled.effect == "Allow"

    @property
    def variables(self) -> bool:
        """Whether `${…}` is a variable in the document."""
        return self.data.get("Version") == "2012-10-17"

    @property
    def conditions(self) -> list[Condition]:
        """Its conditions, `Null` apart."""
        return [one for one in self.compiled.conditions if isinstance(one, Condition)]

    def values(self, *elements: str) -> Iterator[tuple[str, str]]:
        """The texts of an element, or of the one of several that is there, each with its pointer."""
        for element in elements:
            if element in self.statement:
                yield from each(self.statement[element], f"{self.place}/{element}")

    def federated(self) -> list[tuple[str, str]]:
        """The identity providers that its Principal names, each with its pointer."""
        principal = self.statement.get("Principal")
        there = principal.get("Federated", []) if isinstance(principal, dict) else []
        return each(there, f"{self.place}/Principal/Federated")

    def edit(self, kind: EditKind, pointer: str, value: Any = None) -> Edit:
        """An edit of this document."""
        return Edit("", self.kind, pointer, kind, value)

    def replaced(self, pointer: str, value: str) -> tuple[Edit, ...]:
        """A value in the place of another; when its list has it already, the other one goes."""
        above, _, last = pointer.rpartition("/")
        there = [text for text, place in each(at(self.data, above), above) if place != pointer] if last.isdigit() else []
        return (self.edit(EditKind.DELETE, pointer),) if value in there else (self.edit(EditKind.REPLACE, pointer, value),)


def warning(says: str, values: tuple[object, ...], pointer: str, fix: tuple[Edit, ...] = ()) -> Remark:
    """Something that most likely does not do what was meant, or more than was meant."""
    return Remark("warning", says, values, pointer, fix=fix)


def suggestion(says: str, values: tuple[object, ...], pointer: str, fix: tuple[Edit, ...] = ()) -> Remark:
    """Something to think about."""
    return Remark("suggestion", says, values, pointer, fix=fix)
