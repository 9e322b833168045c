"""A variable that has no value in this request: another one that has, and with which the value is covered."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import Condition
from playground.iam.divergence.divergence import diverge
from playground.iam.divergence.near_misses import Difference
from playground.iam.patterns.variables import PART, variable_of
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.part import Part
from playground.iam.resources import Resources

# What tells one caller from another; a variable such as `aws:SourceIp` would only happen to fit.
_WHO = (":sub", ":user_id", "facebook.com:id", "aws:userid", "aws:username")

_SAYS = "write `{}` instead of `{}`, which has no value in this request"


def variable(part: Part) -> Iterator[Change]:
    """The texts with the variable of somebody's own that fits."""
    element = part.element
    if not isinstance(element, Resources | Condition) or not part.document.variables or _negated(element):
        return
    context = part.request.context
    operator = "Resource" if isinstance(element, Resources) else element.kind.name
    got = (part.request.resource,) if isinstance(element, Resources) else context.get(element.lower_key, ())
    own = "" if isinstance(element, Resources) else element.lower_key  # compared with itself it would hold of everybody
    names = [name for name, values in context.items() if len(values) == 1 and name.endswith(_WHO) and name != own]
    for text, pointer in part.nearest(got[0] if got else ""):
        missing = [m for m in PART.finditer(str(text)) if m["key"] and variable_of(m).resolve(context) is None]
        if len(missing) != 1:
            continue
        for name in names:
            other = text[: missing[0].start()] + f"${{{name}}}" + text[missing[0].end() :]
            if any(diverge(other, value, context, operator=operator).difference is Difference.NONE for value in got):
                words = Words(_SAYS, (f"${{{name}}}", missing[0][0]))
                yield part.replaced(pointer, other, words, More.SAME)


def _negated(element: Resources | Condition) -> bool:
    return element.negated if isinstance(element, Resources) else element.kind.negated
