"""The body of a message as far as the log has it: its text, or that there was one (playground/wire/masked.py)."""

from __future__ import annotations

import re
from typing import NamedTuple

_NOT_TEXT = re.compile(r"\((\d{1,15}) bytes of [^\n]*\)")
_CUT = re.compile(r"… \((\d{1,15}) bytes\)\Z")


class Body(NamedTuple):
    """text: with its secrets masked, perhaps cut.  size: bytes, as they were sent.  whole: whether the text is all of it."""

    text: str
    size: int
    whole: bool


def body_of(kept: str, head: str) -> Body:
    """Of a message with these headers. Whoever sent words in brackets has sent them, so that headers tell what is a note."""
    said = re.search(r"(?im)^content-length: (\d{1,15})$", head)
    note = _NOT_TEXT.fullmatch(kept)
    if note and (said is None or int(said[1]) != len(kept.encode())):
        return Body("", int(note[1]), False)
    cut = _CUT.search(kept)
    size = int(cut[1]) if cut else int(said[1]) if said and kept else len(kept.encode())
    return Body(kept[: cut.start()] if cut else kept, size, cut is None)
