"""Sentences about a pasted call, with nothing in them that looks like a secret."""

from __future__ import annotations

import re

from playground.walkthrough.syntax import Said
from playground.wire.loose import mask, mask_loose

SHOWN = 80  # characters of a value
_TOKEN = re.compile(r"(?i)(web[-_]?identity[-_]?token[\"']?[\s=:\"'`(]{1,8})(?!file://)([^\s\"'`,&(){}]{4,})")


def safe(said: Said) -> Said:
    """The sentence with its values masked, and then cut, so that no half of a secret slips through."""
    values = (sound(masked(value)) for value in said.values)
    return Said(said.says, tuple(value if len(value) <= SHOWN else f"{value[:SHOWN]}…" for value in values))


def masked(text: str) -> str:
    """A text with its secrets masked."""
    return mask_loose(_TOKEN.sub(lambda found: found[1] + mask(found[2]), text))


def sound(text: str) -> str:
    """A text as a form would send it: line ends plain, no halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\0", "\ufffd")


def listed(names: list[str]) -> str:
    """`one, two and three`."""
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
