"""Reads the body of a request, up to a bound.

A body beyond it is read to its end and dropped, so that the answer is not lost with the connection; beyond that too, the line is cut.
https://www.rfc-editor.org/rfc/rfc9112#section-9.6
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from playground.sandbox.s3.payload import LARGEST

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]

MAX_BODY = LARGEST + 1024 * 1024  # the largest upload, and its chunks' framing
MAX_DROPPED = 8 * MAX_BODY


class GoneAway(Exception):
    """The client closed the connection."""


class TooLarge(Exception):
    """The body is beyond the bound."""


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises GoneAway, TooLarge."""
    headers = dict(scope["headers"])
    declared = headers.get(b"content-length", b"0")
    if headers.get(b"expect", b"").lower() == b"100-continue" and (len(declared) > 15 or int(declared) > MAX_BODY):
        raise TooLarge  # before a byte of it is sent
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneAway
        piece = message.get("body", b"")
        size += len(piece)
        if size <= MAX_BODY:
            pieces.append(piece)
        else:
            pieces.clear()
        if size > MAX_DROPPED or (size > MAX_BODY and not message.get("more_body")):
            raise TooLarge
        if not message.get("more_body"):
            return b"".join(pieces)
