"""A number or a date beyond a bound: the bound that just takes it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from playground.iam.conditions.block import Condition
from playground.iam.conditions.date import moment
from playground.iam.conditions.numeric import number
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.part import Part

# The time goes on: a bound that just takes in this moment has passed when the call is made again.
_PASSING = ("aws:currenttime", "aws:epochtime")
_AHEAD = 3600  # seconds

# How far behind the value the bound must stand for the value to be taken in.
_STEP = {"LessThan": 1, "LessThanEquals": 0, "GreaterThan": -1, "GreaterThanEquals": 0}


_UP_TO, _FROM = "everything up to `{}` is then let in", "everything from `{}` on is then let in"
_FOR_AN_HOUR = "everything up to `{}` is then let in, and nothing later: that is an hour from this request"


def comparison(part: Part) -> Iterator[Change]:
    """The bound nearest to the request's value, in the place of the nearest that stands there."""
    condition = part.element
    if not isinstance(condition, Condition) or condition.kind.negated:
        return
    family = next((one for one in ("Numeric", "Date") if condition.kind.name.startswith(one)), "")
    step = _STEP.get(condition.kind.name.removeprefix(family))
    got = part.request.context.get(condition.lower_key, ())
    if not family or step is None or len(got) != 1 or not condition.kind.readable(got[0]) or not part.entries:
        return
    passes = condition.lower_key in _PASSING and "Less" in condition.kind.name
    step = _AHEAD if passes else step
    bound = _number(got[0], step) if family == "Numeric" else _date(got[0], step)
    if bound:
        words = Words("let the bound of `{}` be `{}`", (condition.key, bound))
        says = _FOR_AN_HOUR if passes else _UP_TO if "Less" in condition.kind.name else _FROM
        yield part.replaced(part.entries[0][1], bound, words, More.PATTERN, Words(says, (bound,)))


def _number(text: str, step: int) -> str:
    value = number(text)
    if value is None or (step and value != value.to_integral_value()):
        return ""
    return text if step == 0 else str((value + Decimal(step)).to_integral_value())


def _date(text: str, step: int) -> str:
    seconds = moment(text)
    if seconds is None or step == 0:
        return text
    try:
        return datetime.fromtimestamp(int(seconds) + step, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return ""
