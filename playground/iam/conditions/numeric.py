"""NumericEquals and its kin: integers and decimals."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial

from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context

_LONGEST = 64  # characters; a longer text is no number that a policy means
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)  # Decimal takes `1_0` and `１０` as well


def number(text: str) -> Decimal | None:
    """The number a text stands for, or None. Takes no NaN, no infinity."""
    plain = text.strip()
    try:
        return Decimal(plain) if len(text) <= _LONGEST and _NUMBER.fullmatch(plain) else None
    except InvalidOperation:  # an exponent of too many digits
        return None


def _is_number(text: str) -> bool:
    return number(text) is not None


def _read(text: str, _variables: bool, *, holds: Callable[[Decimal, Decimal], bool]) -> Test:
    wanted = number(text)
    if wanted is None:
        raise Unreadable(f"`{text}` is no number; write digits, as in `10`")

    def test(value: str, _context: Context) -> bool:
        got = number(value)
        return got is not None and holds(got, wanted)

    return test


def _operator(name: str, holds: Callable[[Decimal, Decimal], bool], negated: bool = False) -> Operator:
    return Operator(name, partial(_read, holds=holds), negated, _is_number, "a number")


OPERATORS = (
    _operator("NumericEquals", operator.eq),
    _operator("NumericNotEquals", operator.eq, negated=True),
    _operator("NumericLessThan", operator.lt),
    _operator("NumericLessThanEquals", operator.le),
    _operator("NumericGreaterThan", operator.gt),
    _operator("NumericGreaterThanEquals", operator.ge),
)
