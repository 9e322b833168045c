"""Bool: `true` or `false`, in any case, quoted or not."""

from __future__ import annotations

from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context

_WORDS = ("true", "false")


def _is_boolean(text: str) -> bool:
    return text.lower() in _WORDS


def _read(text: str, _variables: bool) -> Test:
    wanted = text.lower()
    if wanted not in _WORDS:
        raise Unreadable(f"`{text}` is no truth value; write `true` or `false`")

    def test(value: str, _context: Context) -> bool:
        return value.lower() == wanted

    return test


OPERATORS = (Operator("Bool", _read, readable=_is_boolean, kind="`true` or `false`"),)
