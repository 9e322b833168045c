"""One element of one statement, in the document in which it can be changed, before the request that it did not let through."""

from __future__ import annotations

from heapq import nlargest
from typing import Any, NamedTuple

from playground.documents import at
from playground.iam.catalogue.resemblance import common_start
from playground.iam.conditions.block import AnyCondition
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.elements import Actions, Principals, each
from playground.iam.grammar import PolicyType
from playground.iam.patterns.variables import written
from playground.iam.policy import Policy
from playground.iam.repair.change import Change, More, Words
from playground.iam.request import Request
from playground.iam.resources import Resources
from playground.iam.statement import Statement

AWS_MANAGED = ("arn:aws:iam::aws:policy/", "arn:aws:organizations::aws:policy/")


class Document(NamedTuple):
    """A policy and where it is attached. group, position: its group in `Policies` and its place there.  data: its JSON."""

    policy: Policy
    group: PolicyType
    position: int
    data: dict[str, Any]

    def edit(self, kind: EditKind, pointer: str, value: Any = None) -> Edit:
        """An edit of this document."""
        return Edit(self.policy.name, self.group, pointer, kind, value, self.position)

    @property
    def variables(self) -> bool:
        """Whether `${…}` is a variable in it."""
        return self.data.get("Version") == "2012-10-17"

    @property
    def editable(self) -> bool:
        """Whether its owner can change it; AWS's own managed policies are AWS's."""
        return not self.policy.arn.startswith(AWS_MANAGED)


_MOST_ENTRIES = 20

Element = Principals | Actions | Resources | AnyCondition


class Part(NamedTuple):
    """An element to be changed. known: the condition keys that the token's provider has, when that is known."""

    request: Request
    document: Document
    statement: Statement
    element: Element
    known: frozenset[str] | None = None

    @property
    def entries(self) -> list[tuple[Any, str]]:
        """The element's values as they are written, each with its pointer."""
        return each(at(self.document.data, self.element.pointer), self.element.pointer)

    def nearest(self, value: str) -> list[tuple[Any, str]]:
        """The entries; of a long list those that start most like a value."""
        entries = self.entries
        if len(entries) <= _MOST_ENTRIES:
            return entries
        return nlargest(_MOST_ENTRIES, entries, key=lambda entry: common_start(str(entry[0]).lower(), value.lower()))

    def literal(self, value: str, *, wildcards: bool) -> str | None:
        """The text that stands for this value and no other here; None when there is none without `Version` 2012-10-17."""
        if self.document.variables:
            return written(value, wildcards=wildcards)
        return None if wildcards and set(value) & set("*?") else value

    def replaced(self, pointer: str, value: Any, words: Words, more: More, *cautions: Words) -> Change:
        """A change that puts another value in the place of one."""
        return Change((self.document.edit(EditKind.REPLACE, pointer, value),), words, more, cautions)

    def added(self, value: Any, words: Words, *cautions: Words, more: More = More.ONE) -> Change:
        """A change that adds a value to the element's list."""
        return Change((self.document.edit(EditKind.ADD, f"{self.element.pointer}/-", value),), words, more, cautions)

    def deleted(self, pointers: list[str], words: Words, more: More, *cautions: Words) -> Change:
        """A change that takes values away, the last of a list first, so that the other pointers hold."""
        edits = tuple(self.document.edit(EditKind.DELETE, pointer) for pointer in reversed(pointers))
        return Change(edits, words, more, cautions)


def failing(part: Part) -> bool:
    """Whether the element keeps its statement from applying."""
    if isinstance(part.element, Principals):
        return not part.element.finding(part.request)[0].passed
    return not part.element.finding(part.request).passed


def parts_of(statement: Statement, document: Document, request: Request, known: frozenset[str] | None) -> list[Part]:
    """The elements of a statement, in the order in which they are read."""
    principals = (statement.principals,) if statement.principals else ()
    elements = (*principals, *statement.elements, *statement.conditions)
    return [Part(request, document, statement, element, known) for element in elements]
