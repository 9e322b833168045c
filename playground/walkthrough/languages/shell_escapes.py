"""`$'…'`, bash's strings with escapes.  https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html"""

from __future__ import annotations

import re

from playground.walkthrough.languages.unknown import Unreadable

_PIECE = re.compile(r"[^\\']+|\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_ITSELF = "\\'\"?"


def ansi_c(text: str, at: int) -> tuple[str, int]:
    """The string that begins at `at`, after `$'`, and the place behind its end. Raises Unreadable."""
    pieces = []
    while found := _PIECE.match(text, at):
        at = found.end()
        pieces.append(_read(found))
    if text[at : at + 1] != "'":
        raise Unreadable("`$'` is opened and never closed; close it where the value ends")
    return "".join(pieces), at + 1


def _read(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    if found[4]:
        return chr(int(found[4], 8) & 0xFF)
    if found[5]:
        return _LETTERS.get(found[5], found[5] if found[5] in _ITSELF else f"\\{found[5]}")
    return found[0]
