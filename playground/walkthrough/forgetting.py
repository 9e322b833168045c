"""What must not be kept: the token of a real provider once it is over. A stand-in's opens nothing elsewhere, and stays to be looked at."""

from __future__ import annotations

from datetime import UTC, datetime

from playground.tokens.checks.dates import TOLERANCE
from playground.walkthrough.journey import Journey

FORGOTTEN = "The token was over, and this site keeps no real token longer than it is good for. Sign in again."


def forget_what_is_over(journey: Journey, now: float) -> bool:
    """Takes it out of the journey. Answers whether there was anything."""
    sign_in = journey.sign_in
    if sign_in is None or sign_in.demo or sign_in.forgotten or sign_in.expires_at + TOLERANCE > now:
        return False
    sign_in.token = ""
    return True


def moment_to_forget(journey: Journey) -> datetime | None:
    """When something of it will be over; None when nothing will."""
    sign_in = journey.sign_in
    if sign_in is None or sign_in.demo or sign_in.forgotten:
        return None
    return datetime.fromtimestamp(min(sign_in.expires_at + TOLERANCE, 32_503_680_000), UTC)
