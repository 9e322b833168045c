"""Reads the body of a request, up to bounds of size and of time.

A body beyond it is read to its end and dropped, so that the answer is not lost with the connection; beyond that too, the line is cut.
https://www.rfc-editor.org/rfc/rfc9112#section-9.6
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from playground.pace import Room, Share
from playground.sandbox.s3.body.payload import LARGEST

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]

MAX_BODY = LARGEST + 1024 * 1024  # the largest upload, and its chunks' framing
MAX_DROPPED = 8 * MAX_BODY
SILENCE = 20.0  # seconds between two pieces of a body, as S3 allows
ALTOGETHER = 300.0  # seconds for all of it: the largest upload over a line of half a megabit


class GoneAway(Exception):
    """The client closed the connection."""


class TooLarge(Exception):
    """The body is beyond the bound."""


class TooSlow(Exception):
    """The body did not come in time."""


class NoRoom(Exception):
    """The process holds as much of others' bodies as it may."""


async def read_body(scope: Scope, receive: Receive, share: Share | None = None) -> bytes:
    """The whole body. share: of the room that bodies have; none is without bound.  Raises GoneAway, NoRoom, TooLarge, TooSlow."""
    share = share or Room(0).share()
    headers = dict(scope["headers"])
    declared = headers.get(b"content-length", b"0")
    if headers.get(b"expect", b"").lower() == b"100-continue":  # before a byte of it is sent
        if len(declared) > 15 or int(declared) > MAX_BODY:
            raise TooLarge
        if not share.could_hold(int(declared)):
            raise NoRoom
    if declared == b"0" and b"transfer-encoding" not in headers:
        return b""  # https://www.rfc-editor.org/rfc/rfc9112#section-6.3
    try:
        async with asyncio.timeout(SILENCE) as patience:
            return await _read(receive, share, patience)
    except TimeoutError:
        raise TooSlow from None


async def _read(receive: Receive, share: Share, patience: asyncio.Timeout) -> bytes:
    pieces: list[bytes] = []
    size, end = 0, asyncio.get_running_loop().time() + ALTOGETHER
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneAway
        piece = message.get("body", b"")
        size += len(piece)
        if size <= MAX_BODY and share.holds(size):
            pieces.append(piece)
        else:
            pieces.clear()
            share.let_go()
        if size > MAX_DROPPED or (size > MAX_BODY and not message.get("more_body")):
            raise TooLarge
        if not message.get("more_body"):
            if share.refused:
                raise NoRoom
            return b"".join(pieces)
        patience.reschedule(min(asyncio.get_running_loop().time() + SILENCE, end))
