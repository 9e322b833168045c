"""Moments as clients send them to CloudTrail: seconds since 1970, or a text in ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(value: object) -> float | None:
    """Seconds since 1970, or None for what is no moment."""
    try:
        if isinstance(value, int | float):
            return float(value)
        read = datetime.fromisoformat(str(value))
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
