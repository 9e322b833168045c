"""Where each statement of a policy stands in its text: line and column of its first and its last character, counted from 1.

A statement that stands alone, without brackets, is told one column further on: so AWS answers (its CLI's own example).
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")
_decode = json.JSONDecoder().raw_decode


class Span(NamedTuple):
    """Offsets of a statement: its first character, and the one after its last.  shift: columns that AWS adds."""

    first: int
    last: int
    shift: int = 0


def spans(text: str) -> list[Span]:
    """The statements of a policy that has been read already, in their order."""
    place = _over(text, _over(text, 0) + 1)
    while text[place] == '"':
        key, place = _decode(text, place)
        place = _over(text, _over(text, place) + 1)
        if key == "Statement":
            return _inside(text, place)
        place = _next(text, place)
    return []


def position(text: str, offset: int, shift: int = 0) -> dict[str, Any]:
    """Line and column of a character."""
    start = text.rfind("\n", 0, offset) + 1
    return {"Line": text.count("\n", 0, offset) + 1, "Column": offset - start + 1 + shift}


def _inside(text: str, place: int) -> list[Span]:
    if text[place] == "{":
        return [Span(place, _decode(text, place)[1], 1)]
    found, place = [], _over(text, place + 1)
    while text[place] == "{":
        found.append(Span(place, _decode(text, place)[1]))
        place = _next(text, place)
    return found


def _next(text: str, place: int) -> int:
    """Behind the value at `place`, and behind the comma if one follows."""
    place = _over(text, _decode(text, place)[1])
    return _over(text, place + 1) if text[place] == "," else place


def _over(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place
