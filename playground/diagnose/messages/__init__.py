"""The well-known error messages of web identity federation, and what they come from."""

from __future__ import annotations

from playground.diagnose.messages import call, credentials, provider, token, trust
from playground.diagnose.messages.known import Cause, Known

__all__ = ["MESSAGES", "Cause", "Known", "recognise"]

MESSAGES: tuple[Known, ...] = (
    *trust.MESSAGES,
    *token.MESSAGES,
    *provider.MESSAGES,
    *call.MESSAGES,
    *credentials.MESSAGES,
)


def recognise(text: str) -> Known | None:
    """The first known message that the text holds; None when it holds none."""
    return next((one for one in MESSAGES if one.pattern.search(text)), None)
