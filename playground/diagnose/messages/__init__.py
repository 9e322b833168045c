"""The well-known error messages of web identity federation, and what they come from."""

from __future__ import annotations

import re

from playground.diagnose.messages import call, client, credentials, denied, denying, provider, token, trust
from playground.diagnose.messages.known import Cause, Known
from playground.entities import unescaped

__all__ = ["MESSAGES", "Cause", "Known", "plain", "recognise"]

MESSAGES: tuple[Known, ...] = (
    *trust.MESSAGES,
    *token.MESSAGES,
    *provider.MESSAGES,
    *call.MESSAGES,
    *credentials.MESSAGES,
    *denying.MESSAGES,
    *denied.MESSAGES,
    *client.MESSAGES,
)

# What logs and terminals put into a message: the frame that Terraform draws, colours, the escapes of JSON.
_FRAME = re.compile(r"[\u2500-\u257f]|\x1b\[[0-9;]*m|\\[nrt]|\\(?=\")")
# No more than a space, or the end of a line, stands between two words then, so that a pattern has one way to pass over it.
_SPACE, _LINES = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")


def recognise(text: str) -> Known | None:
    """The first known message that the text holds; None when it holds none."""
    bare = plain(text)
    return next((one for one in MESSAGES if one.pattern.search(bare)), None)


def plain(text: str) -> str:
    """A message without what logs and terminals put into it."""
    return _LINES.sub("\n", _SPACE.sub(" ", _FRAME.sub(" ", unescaped(text))))
