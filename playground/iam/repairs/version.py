"""A document without `Version` 2012-10-17, in which `${…}` is no variable but text."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.change import Change, More, Words
from playground.iam.conditions.block import Condition
from playground.iam.editing import EditKind
from playground.iam.elements import Resources
from playground.iam.part import Part
from playground.iam.variables import PART


def version(part: Part) -> Iterator[Change]:
    """The version that makes variables of them."""
    if part.document.variables or not isinstance(part.element, Resources | Condition):
        return
    variables = [found for text, _ in part.entries for found in PART.finditer(str(text)) if found["key"]]
    if variables:
        kind = EditKind.REPLACE if "Version" in part.document.data else EditKind.ADD
        words = Words('write `"Version": "2012-10-17"`, without which `{}` is no variable', (variables[0][0],))
        yield Change((part.document.edit(kind, "/Version", "2012-10-17"),), words, More.SAME)
