"""What a known error message is: how it is recognised, and what causes it, the likeliest first."""

from __future__ import annotations

import re
from typing import NamedTuple


class Cause(NamedTuple):
    """says: what is wrong.  do: how to see whether it is that, and what puts it right. Both are sentences with code in backticks."""

    says: str
    do: str


class Known(NamedTuple):
    """pattern: of the message, wherever in the text it stands.  means: one sentence.  logged: what CloudTrail has of it."""

    slug: str
    pattern: re.Pattern[str]
    means: str
    causes: tuple[Cause, ...]
    logged: str = ""


def known(slug: str, pattern: str, means: str, *causes: tuple[str, str], logged: str = "") -> Known:
    """A known message; the pattern disregards case and the number of spaces."""
    flexible = pattern.replace(" ", r"\s+")
    return Known(slug, re.compile(flexible, re.IGNORECASE), means, tuple(Cause(*one) for one in causes), logged)
