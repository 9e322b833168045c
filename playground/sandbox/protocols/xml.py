"""XML answers, written as AWS writes them: elements in order, no attributes but the namespace."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

Node = tuple[str, "str | int | list[Node] | None"]

_NOT_PLAIN = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# XML 1.0 has no place for these (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: object) -> str:
    """A value as the text of an element; what XML cannot hold is replaced, so that every answer can be read."""
    plain = str(value)
    if plain.isprintable() and not ("&" in plain or "<" in plain or ">" in plain):  # as nearly all are; a search takes longer
        return plain
    return _NOT_XML.sub("\ufffd", escape(plain, _LINE_END)) if _NOT_PLAIN.search(plain) else plain


def key_text(key: str) -> str:
    """An object's key in a listing. What XML cannot hold is a reference, as S3 writes it; `encoding-type=url` avoids that."""
    if not _NOT_PLAIN.search(key):
        return key
    return _NOT_XML.sub(lambda found: f"&#x{ord(found[0]):x};", escape(key, _LINE_END))


_LINE_END = {"\r": "&#13;"}  # as itself, a reader would take it for a line feed (https://www.w3.org/TR/xml/#sec-line-ends)


def element(name: str, content: str | int | list[Node] | None) -> str:
    """An element; None writes nothing."""
    if content is None:
        return ""
    inside = elements(content) if isinstance(content, list) else text(content)
    return f"<{name}>{inside}</{name}>"


def elements(nodes: Iterable[Node]) -> str:
    """Elements one after the other."""
    return "".join([element(name, content) for name, content in nodes])


def document(name: str, namespace: str, nodes: list[Node], *, prolog: bool) -> bytes:
    """A whole document. STS writes no prolog, S3 does."""
    start = '<?xml version="1.0" encoding="UTF-8"?>\n' if prolog else ""
    space = f' xmlns="{namespace}"' if namespace else ""
    return f"{start}<{name}{space}>{elements(nodes)}</{name}>".encode()
