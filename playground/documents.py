"""Floor 0. A JSON text: its value, read strictly, and the lines on which each JSON pointer (RFC 6901) stands.

json.loads alone would take the last of two equal keys, and NaN; AWS refuses both, and so do we.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

MAX_DEPTH = 32
_OTHER_MARKS = tuple(
    "'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]|(u[dD][89a-fA-F])|.)", re.DOTALL)
_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^ \t\r\n{}\[\],:"]+))', re.DOTALL)


class NotJson(ValueError):
    """The text is no JSON that we take. `line` counts from 1."""

    def __init__(self, reason: str, line: int = 1, pointer: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.pointer = reason, line, pointer


class Lines(NamedTuple):
    """The first and the last line of a value, counted from 1; for a member, its key's line is the first."""

    first: int
    last: int


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises NotJson: malformed, a key twice in one object, NaN, half a character, too deep."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
        _refuse_half_a_character(text)
        return value
    except json.JSONDecodeError as error:
        place = _place(text, error)
        raise NotJson(_reason(text, place, error.msg), text.count("\n", 0, place) + 1) from error
    except RecursionError as error:
        raise NotJson("nested too deeply") from error
    except ValueError as error:
        raise error if isinstance(error, NotJson) else NotJson("a number has too many digits") from error


def write_json(value: Any) -> str:
    """The text we show for a value: two spaces of indent, characters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def compact_json(value: Any) -> str:
    """The value on one line, for keeping. What JSON has no type for becomes text.

    json writes what orjson, which takes a tenth of its time, does not: half a character (escaped), a number beyond 64 bits.
    """
    try:
        return orjson.dumps(value, str, orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    except TypeError:
        return json.dumps(value, separators=(",", ":"), default=str)


def escape(key: str) -> str:
    """One reference token of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def at(value: Any, pointer: str) -> Any:
    """The value at a pointer. Raises LookupError when there is none."""
    for token in pointer.split("/")[1:]:
        part = token.replace("~1", "/").replace("~0", "~")
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


@lru_cache(maxsize=16)  # of a text with a long name, the pointers are many times as long as it
def lines_of(text: str) -> dict[str, Lines]:
    """Every pointer of the text with its lines. A text that is no JSON has none."""
    try:
        read_json(text)
        return _Scan(text).found
    except NotJson:
        return {}


def _place(text: str, error: json.JSONDecodeError) -> int:
    """Where it stops being JSON. Python 3.13 points at a last comma, those before it at what stands behind."""
    at_comma = error.msg.startswith("Illegal trailing comma")
    return len(text) - len(text[error.pos + 1 :].lstrip(" \t\r\n")) if at_comma else error.pos


def _reason(text: str, place: int, otherwise: str) -> str:
    """What people write there that JSON does not take; json's own words for the rest."""
    here, before = text[place : place + 1], text[:place].rstrip(" \t\r\n")[-1:]
    if text.startswith(("//", "/*", "#"), place):
        return "a comment stands there, and JSON has none"
    if before == "," and here in ("}", "]"):
        return f"nothing comes between the last comma and `{here}`, and JSON takes no comma there"
    if here in _OTHER_MARKS:
        return f'`{here}` stands there as a quotation mark, and JSON has `"` alone'
    if here and not here.isascii() and (here.isspace() or unicodedata.category(here) == "Cf"):
        return f"an invisible character stands there, U+{ord(here):04X}, and JSON takes only plain white space"
    return otherwise.lower().removesuffix(" at").removesuffix(" starting")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key in times if times[key] > 1)
        raise NotJson(f"the key `{twice}` stands twice in one object")
    return found


def _refuse_constant(name: str) -> Any:
    raise NotJson(f"`{name}` is no JSON value")


def _refuse_half_a_character(text: str) -> None:
    """A surrogate without its other half can be written nowhere.  https://www.rfc-editor.org/rfc/rfc8259#section-8.2"""
    half = next((escape for escape in _ESCAPE.finditer(text) if escape[1]), None) if "\\u" in text else None
    if half:
        raise NotJson(
            f"`{text[half.start() : half.start() + 6]}` is half a surrogate pair", text.count("\n", 0, half.start()) + 1
        )


class _Scan:
    """Walks the tokens of a text that json.loads took, and notes where each value starts and ends."""

    def __init__(self, text: str) -> None:
        # Air at the end would be looked through from each of its characters.
        self.tokens = list(_TOKEN.finditer(text.rstrip(" \t\r\n")))
        self.next = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: dict[str, Lines] = {}
        self.value("", self.peek_line(), 0)

    def peek_line(self) -> int:
        token = self.tokens[self.next]
        return self.line_at(token.start(token.lastindex or 0))

    def line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def take(self) -> str:
        token = self.tokens[self.next]
        self.next += 1
        return token[token.lastindex or 0]

    def value(self, pointer: str, first: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise NotJson("nested too deeply", first, pointer)
        last = self.peek_line()
        opening = self.take()
        if opening in "{[":
            self.inside(opening, pointer, depth)
            last = self.line_at(self.tokens[self.next - 1].end() - 1)
        self.found[pointer] = Lines(first, last)

    def inside(self, opening: str, pointer: str, depth: int) -> None:
        position = 0
        closing = "}" if opening == "{" else "]"
        while (token := self.tokens[self.next])[token.lastindex or 0] != closing:
            first = self.peek_line()
            key = escape(json.loads(self.take())) if opening == "{" else str(position)
            if opening == "{":
                self.take()
            self.value(f"{pointer}/{key}", first, depth + 1)
            position += 1
            if (token := self.tokens[self.next])[token.lastindex or 0] == ",":
                self.take()
        self.take()


def is_whole(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which no database takes; to encode it takes a tenth of the time of a search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
