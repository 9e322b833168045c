"""Text of machines as HTML: JSON, XML, HTTP and shell with their few tones, masks shown as masks. Everything is escaped.

Three tones and no rainbow: names of things, comments, and the first line of a message. The classes are those of lines.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape as escape_html
from itertools import count

from django.utils.safestring import SafeString

from playground.remembered import Remembered

_WORD = re.compile(r"[^\s\"'<>&=,/()]+")  # a mask is one with two dots; looking for the dots first would try every start
_DOTS = "••"
_JSON_KEY = re.compile(r'(?<!\\)"(?:[^"\\]|\\.)*+"(?=\s*:)')
_XML_NAME = re.compile(r"(?:(?<=<)|(?<=</))[A-Za-z][\w:.\-]*")
_SHELL = re.compile(r"(?<=\s)--?[a-z][a-z\-]*|^#.*$", re.MULTILINE)
_HEADER = re.compile(r"^[A-Za-z0-9\-]+:", re.MULTILINE)
# What cannot be seen, or turns its neighbours around: a token's text must not look like another (Unicode TR 36, 3.1).
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_PATTERNS = {"json": _JSON_KEY, "xml": _XML_NAME, "sh": _SHELL, "http": _HEADER}


def escape(text: str) -> str:
    """The text as HTML; what cannot be seen stays, and base.css writes its number before it."""
    safe = escape_html(text)
    return (
        safe if safe.isascii() else _UNSEEN.sub(lambda found: f'<bdi data-code="\\u{ord(found[0]):04x}">{found[0]}</bdi>', safe)
    )


def paint(text: str, kind: str = "") -> SafeString:
    """A text of a kind: json, xml, sh, http, or anything else as it is."""
    return SafeString(_painted(str(text), kind))


def paint_lines(text: str, marks: Mapping[int, str] | None = None, kind: str = "json") -> SafeString:
    """Numbered lines; `marks` gives some of them a kind: lit, pass, fail, warn, add, del, or gap for lines that are left out."""
    marks, text = marks or {}, str(text)
    if kind != "json":
        return _lines(text, marks, kind)
    key = (text, tuple(marks.items()))
    drawn = _drawn.find(key)
    if drawn is None:
        drawn = _lines(text, marks, kind)
        _drawn.keep(key, drawn, len(drawn))
    return drawn


# Policies and records, as lines: the same documents stand on page after page. What else is painted may hold more than they do.
_drawn: Remembered[tuple[str, tuple[tuple[int, str], ...]], SafeString] = Remembered(8_000_000)


def _lines(text: str, marks: Mapping[int, str], kind: str) -> SafeString:
    lines = enumerate(text.split("\n"), 1)
    return SafeString(
        "".join(f'<span class="{_line_class(marks.get(number, ""))}">{_painted(line, kind)}</span>' for number, line in lines)
    )


def _line_class(mark: str) -> str:
    tones = {"add": "ln--pass ln--add", "del": "ln--fail ln--del"}
    return f"ln {tones.get(mark, f'ln--{mark}')}" if mark else "ln"


def _painted(text: str, kind: str) -> str:
    """Put together as plain strings: a page has thousands of these pieces, and Django's format_html takes ten times as long."""
    pattern = _PATTERNS.get(kind)
    if pattern is None:
        return _masked(text)
    done, pieces = 0, []
    for found in pattern.finditer(text):
        name = found[0]
        pieces.append(_masked(text[done : found.start()]))
        pieces.append(f'<span class="{"j-c" if name.startswith("#") else "j-k"}">{escape(name)}</span>')
        done = found.end()
    pieces.append(_masked(text[done:]))
    return "".join(pieces)


def _masked(text: str) -> str:
    if _DOTS not in text:
        return escape(text)
    done, pieces = 0, []
    for found in _WORD.finditer(text):
        if _DOTS not in found[0]:
            continue
        pieces += [escape(text[done : found.start()]), f'<span class="mask">{escape(found[0])}</span>']
        done = found.end()
    pieces.append(escape(text[done:]))
    return "".join(pieces)


def say(says: str, values: tuple[object, ...]) -> SafeString:
    """A sentence of a finding: what stands in backticks is code. Values are escaped, and a backtick in one stays a character."""
    html = _sentence(says, bool(values))
    return SafeString(html.format(*[escape(str(value)) for value in values])) if values else html


@lru_cache(maxsize=4096)
def _sentence(says: str, filled: bool) -> SafeString:
    """A template as HTML, its places numbered, so that only their values are still to be escaped; without values it has no places."""
    numbers = count()
    parts = (re.sub(r"\{\}", lambda _: f"{{{next(numbers)}}}", says) if filled else says).split("`")
    pieces = (f"<code>{escape(part)}</code>" if position % 2 else escape(part) for position, part in enumerate(parts))
    return SafeString("".join(pieces))


def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """A text with the characters of each span marked; spans are offsets from 0, in order, and do not overlap."""
    done, pieces = 0, []
    for start, stop in spans:
        pieces += [escape(text[done:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        done = stop
    pieces.append(escape(text[done:]))
    return SafeString("".join(pieces))
