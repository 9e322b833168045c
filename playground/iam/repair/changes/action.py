"""A statement that does not speak of the action: put right the one that was meant, or add it."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.catalogue.actions import covered, nearest_action
from playground.iam.elements import Actions
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import LEFT_OUT, of_resources
from playground.iam.repair.part import Part


def action(part: Part) -> Iterator[Change]:
    """The changes of Action; of NotAction when it lists the action itself."""
    element = part.element
    if not isinstance(element, Actions):
        return
    asked = part.request.action
    if element.negated:
        yield from _listed(part, asked)
        return
    for text, pointer in part.nearest(asked):
        if not covered(text) and nearest_action(text).lower() == asked.lower():
            words = Words("write `{}` instead of `{}`, which is no action of IAM", (asked, text))
            yield part.replaced(pointer, asked, words, More.SAME)
    words = Words("add `{}` to the actions of `{}`", (asked, part.statement.label))
    more, cautions = of_resources(part, asked)
    yield part.added(asked, words, *cautions, more=more)


def _listed(part: Part, asked: str) -> Iterator[Change]:
    out = [pointer for text, pointer in part.entries if text.lower() == asked.lower()]
    if out and len(out) < len(part.entries):
        words = Words("take `{}` off the `NotAction` of `{}`", (asked, part.statement.label))
        caution = Words(LEFT_OUT, (asked,))
        yield part.deleted(out, words, More.ONE, caution)
