"""Moments as signatures write them: `20261121T203640Z`, ISO 8601 basic format in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

BASIC = re.compile(r"\d{8}T\d{6}Z", re.ASCII)


def amz_date(seconds: float) -> str:
    """Seconds since 1970 in the basic format."""
    return iso_date(seconds).replace("-", "").replace(":", "")


def iso_date(seconds: float) -> str:
    """Seconds since 1970 in the extended format, `2026-11-21T20:36:40Z`."""
    return _iso_date(int(seconds))


@lru_cache(maxsize=1024)
def _iso_date(seconds: int) -> str:
    """A call writes the same few moments several times, and so do the calls of the same second."""
    return f"{datetime.fromtimestamp(seconds, UTC).isoformat()[:19]}Z"


@lru_cache(maxsize=1024)
def http_date(seconds: int) -> str:
    """The moment as headers of HTTP have it, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7)."""
    return formatdate(seconds, usegmt=True)


@lru_cache(maxsize=1024)
def read_amz_date(text: str) -> int | None:
    """The moment in seconds since 1970; None when the text is not the basic format or no calendar has it."""
    if not BASIC.fullmatch(text):
        return None
    try:
        fields = (int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[9:11]), int(text[11:13]), int(text[13:15]))
        return int(datetime(*fields, tzinfo=UTC).timestamp())
    except ValueError:
        return None


def read_http_date(text: str) -> int | None:
    """The moment in a `Date` header (RFC 9110 section 5.6.7); None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return int(moment.timestamp()) if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
