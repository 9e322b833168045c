"""A document without `Version` 2012-10-17, in which `${…}` is no variable but text."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import Condition
from playground.iam.editing.edit import EditKind
from playground.iam.patterns.variables import PART, variable_of
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.part import Part
from playground.iam.resources import Resources


def version(part: Part) -> Iterator[Change]:
    """The version that makes variables of them."""
    if part.document.variables or not isinstance(part.element, Resources | Condition):
        return
    # Compared with itself, a key would hold of everybody.
    own = part.element.lower_key if isinstance(part.element, Condition) else ""
    found = [match for text, _ in part.entries for match in PART.finditer(str(text)) if match["key"]]
    variables = [match for match in found if variable_of(match).key != own]
    if variables:
        kind = EditKind.REPLACE if "Version" in part.document.data else EditKind.ADD
        words = Words('write `"Version": "2012-10-17"`, without which `{}` is no variable', (variables[0][0],))
        yield Change((part.document.edit(kind, "/Version", "2012-10-17"),), words, More.SAME)
