"""DateEquals and its kin: ISO 8601 in the W3C profile (https://www.w3.org/TR/NOTE-datetime), or seconds since 1970."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt](\d\d?):(\d\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?([Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?))?)?)?",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{5,12}(?:\.\d+)?", re.ASCII)  # four digits are a year


def moment(text: str) -> float | None:
    """Seconds since 1970 that a text stands for, or None."""
    if _EPOCH.fullmatch(text):
        return float(text)
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        then = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), tzinfo=UTC)
        return (then - _offset(zone)).timestamp() + float(f"{int(second or 0)}.{fraction or 0}")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timedelta:
    if zone in (None, "Z", "z"):
        return timedelta()
    digits = str(zone).replace(":", "")
    east = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:] or 0))
    return east if digits[0] == "+" else -east


def _is_date(text: str) -> bool:
    return moment(text) is not None


def _read(text: str, _variables: bool, *, holds: Callable[[float, float], bool]) -> Test:
    wanted = moment(text)
    if wanted is None:
        raise Unreadable(f"`{text}` is no date; write it as `2026-11-21T20:31:07Z`")

    def test(value: str, _context: Context) -> bool:
        got = moment(value)
        return got is not None and holds(got, wanted)

    return test


def _operator(name: str, holds: Callable[[float, float], bool], negated: bool = False) -> Operator:
    return Operator(name, partial(_read, holds=holds), negated, _is_date, "a date")


OPERATORS = (
    _operator("DateEquals", operator.eq),
    _operator("DateNotEquals", operator.eq, negated=True),
    _operator("DateLessThan", operator.lt),
    _operator("DateLessThanEquals", operator.le),
    _operator("DateGreaterThan", operator.gt),
    _operator("DateGreaterThanEquals", operator.ge),
)
