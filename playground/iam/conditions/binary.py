"""BinaryEquals: the bytes that two base64 texts stand for."""

from __future__ import annotations

import base64
import binascii

from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_base64(text: str) -> bool:
    return _bytes(text) is not None


def _read(text: str, _variables: bool) -> Test:
    wanted = _bytes(text)
    if wanted is None:
        raise Unreadable(f"`{text}` is no base64; write bytes as in `QQ==`")

    def test(value: str, _context: Context) -> bool:
        return _bytes(value) == wanted

    return test


OPERATORS = (Operator("BinaryEquals", _read, readable=_is_base64, kind="base64"),)
