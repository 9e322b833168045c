"""What must not be kept: a real provider's token and real credentials, once they are over. A stand-in's open nothing elsewhere, and stay."""

from __future__ import annotations

from datetime import UTC, datetime

from playground.tokens.checks.dates import TOLERANCE
from playground.walkthrough.journey import Journey

FORGOTTEN = "The token was over, and this site keeps no real token longer than it is good for. Sign in again."
LATEST = 32_503_680_000  # the year 3000: a provider may say anything


def forget_what_is_over(journey: Journey, now: float) -> bool:
    """Takes it out of the journey, the token once STS would not take it any more. Answers whether there was anything."""
    token, credentials = _token_ends(journey), _credentials_end(journey)
    if token is not None and token < now and journey.sign_in:
        journey.sign_in.token = ""
    if credentials is not None and credentials <= now and journey.outside:
        journey.outside.forget()
    return (token is not None and token < now) or (credentials is not None and credentials <= now)


def moment_to_forget(journey: Journey) -> datetime | None:
    """When the first of it will be over; None when nothing will."""
    ends = [end for end in (_token_ends(journey), _credentials_end(journey)) if end is not None]
    return datetime.fromtimestamp(max(0, min(*ends, LATEST)), UTC) if ends else None


def _token_ends(journey: Journey) -> float | None:
    sign_in = journey.sign_in
    return None if sign_in is None or sign_in.demo or sign_in.forgotten else sign_in.expires_at + TOLERANCE


def _credentials_end(journey: Journey) -> float | None:
    return journey.outside.expires if journey.outside and journey.outside.credentials else None
