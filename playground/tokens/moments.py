"""Moments and spans of time as people say them."""

from __future__ import annotations

from datetime import UTC, datetime

UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def iso(seconds: float) -> str:
    """Seconds since 1970 as `2026-11-21T20:23:17Z`; the bare number when no calendar has it."""
    try:
        return f"{datetime.fromtimestamp(int(seconds), UTC).isoformat()[:19]}Z"
    except (ValueError, OverflowError, OSError):
        return str(seconds)


def span(seconds: float) -> str:
    """A span in its two largest units: `4 minutes 19 seconds`.  The sign is left out."""
    left = abs(int(seconds))
    words = []
    for name, length in UNITS:
        count, left = divmod(left, length)
        if count:
            words.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(words[:2]) or "0 seconds"
