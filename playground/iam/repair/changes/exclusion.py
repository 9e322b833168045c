"""A condition that leaves the value out (`StringNotEquals` and its kin): take the value off its list."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import ALL, Condition
from playground.iam.editing.edit import alone
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import LEFT_OUT
from playground.iam.repair.part import Part


def exclusion(part: Part) -> Iterator[Change]:
    """The change of a negated condition; none when a pattern leaves the value out, for that would let in more than it."""
    condition = part.element
    if not isinstance(condition, Condition) or not condition.kind.negated:
        return
    got = part.request.context.get(condition.lower_key, ())
    out = got if condition.set_prefix in ("", ALL) else got[:1]
    listed = [(str(text), pointer) for text, pointer in part.entries if str(text) in out]
    kept = [text for text, _ in part.entries if str(text) not in out]
    if not listed:
        return
    says = Words("take `{}` off what `{}` leaves out", (", ".join(text for text, _ in listed), condition.key))
    caution = Words(LEFT_OUT, (listed[0][0],))
    pointers = [pointer for _, pointer in listed] if kept else [alone(part.document.data, condition.pointer)]
    yield part.deleted(pointers, says, More.ONE, caution)
