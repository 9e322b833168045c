"""JSON read strictly: one object, no duplicate member, no NaN, bounded nesting.  https://www.rfc-editor.org/rfc/rfc8259

RFC 7519 section 4 lets a reader of a JWT refuse duplicate names or take the last; two readers that choose differently
can be played against each other, so this one refuses.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any

from playground.tokens.fault import Fault

MAX_NESTING = 32

STRINGS = re.compile(r'"(?:\\.|[^"\\])*+"?', re.DOTALL)
SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


_KINDS: dict[type, str] = {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}


class NotStrictError(Exception):
    """The text is not one JSON object, strictly read; `fault` says why."""

    def __init__(self, says: str, *values: object) -> None:
        super().__init__(says)
        self.fault = Fault(says, values)


def read_object(text: str) -> dict[str, Any]:
    """The one JSON object that `text` is.  Raises NotStrictError, and nothing else, for any text."""
    _refuse_deep_nesting(text)
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotStrictError("is not JSON from character {} on, and should be one JSON object", error.pos + 1) from error
    except ValueError as error:  # Python's own limit on the digits of a number
        raise NotStrictError("has a number of too many digits, and should have numbers of at most 4300") from error
    if not isinstance(value, dict):
        raise NotStrictError("is JSON but {}, and should be an object", _KINDS.get(type(value), "a number"))
    if "\\" in text and SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(value)
    return value


def _refuse_deep_nesting(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return
    depth = 0
    for character in STRINGS.sub("", text):
        depth += (character in "[{") - (character in "]}")
        if depth > MAX_NESTING:
            raise NotStrictError("is nested too deep, and should be nested at most {} deep", MAX_NESTING)


def _refuse_lone_surrogates(value: dict[str, Any]) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise NotStrictError("has half a surrogate pair, and should have whole Unicode characters only") from error


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in times if times[name] > 1)
        raise NotStrictError("has `{}` more than once, and should have each name once", twice)
    return members


def _no_constant(name: str) -> None:
    raise NotStrictError("has the value `{}`, which is not JSON; a number should be finite", name)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise NotStrictError("has the number `{}`, which is too large; a number should be finite", text)
    return number


DECODER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_no_constant, parse_float=_finite)
