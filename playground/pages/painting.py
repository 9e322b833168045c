"""Text of machines as HTML: JSON, XML, HTTP and shell with their few tones, masks shown as masks. Everything is escaped.

Three tones and no rainbow: names of things, comments, and the first line of a message. The classes are those of lines.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

_WORD = re.compile(r"[^\s\"'<>&=,/()]+")  # a mask is one with two dots; looking for the dots first would try every start
_MASKED = "••"
_JSON_KEY = re.compile(r'(?<!\\)"(?:[^"\\]|\\.)*+"(?=\s*:)')
_XML_NAME = re.compile(r"(?:(?<=<)|(?<=</))[A-Za-z][\w:.\-]*")
_SHELL = re.compile(r"(?<=\s)--?[a-z][a-z\-]*|^#.*$", re.MULTILINE)
_HEADER = re.compile(r"^[A-Za-z0-9\-]+:", re.MULTILINE)


def paint(text: str, kind: str = "") -> SafeString:
    """A text of a kind: json, xml, sh, http, or anything else as it is."""
    pattern = {"json": _JSON_KEY, "xml": _XML_NAME, "sh": _SHELL, "http": _HEADER}.get(kind)
    return _join(_keys(text, pattern) if pattern else [with_masks(text)])


def paint_lines(text: str, marks: Mapping[int, str] | None = None, kind: str = "json") -> SafeString:
    """Numbered lines; `marks` gives some of them a kind: lit, pass, fail, warn, add, del."""
    marks = marks or {}
    return format_html_join(
        "",
        '<span class="{}">{}</span>',
        ((_line_class(marks.get(number, "")), paint(line, kind)) for number, line in enumerate(text.split("\n"), 1)),
    )


def _line_class(mark: str) -> str:
    tones = {"add": "ln--pass ln--add", "del": "ln--fail ln--del"}
    return f"ln {tones.get(mark, f'ln--{mark}')}" if mark else "ln"


def _keys(text: str, pattern: re.Pattern[str]) -> Iterable[SafeString]:
    done = 0
    for found in pattern.finditer(text):
        yield with_masks(text[done : found.start()])
        comment = found[0].startswith("#")
        yield format_html('<span class="{}">{}</span>', "j-c" if comment else "j-k", found[0])
        done = found.end()
    yield with_masks(text[done:])


def with_masks(text: str) -> SafeString:
    """A text with each mask in it shown as one."""
    done, pieces = 0, []
    for found in _WORD.finditer(text) if _MASKED in text else ():
        if _MASKED not in found[0]:
            continue
        pieces += [conditional_escape(text[done : found.start()]), format_html('<span class="mask">{}</span>', found[0])]
        done = found.end()
    pieces.append(conditional_escape(text[done:]))
    return _join(pieces)


def _join(pieces: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def say(says: str, values: tuple[object, ...]) -> SafeString:
    """A sentence of a finding: what stands in backticks is code. Values are escaped, and a backtick in one stays a character."""
    numbers = count()
    numbered = re.sub(r"\{\}", lambda _: f"{{{next(numbers)}}}", says)
    pieces = []
    for position, part in enumerate(numbered.split("`")):
        text = part.format(*values) if values else part
        pieces.append(format_html("<code>{}</code>", text) if position % 2 else conditional_escape(text))
    return _join(pieces)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """A text with the characters of each span marked; spans are offsets from 0, in order, and do not overlap."""
    done, pieces = 0, []
    for start, stop in spans:
        pieces += [conditional_escape(text[done:start]), format_html("<mark>{}</mark>", text[start:stop])]
        done = stop
    pieces.append(conditional_escape(text[done:]))
    return _join(pieces)
