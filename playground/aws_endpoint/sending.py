"""Sends what is long piece by piece, so that those who read slowly hold no more memory together than bodies may take.

A body is in memory until its last piece is on its way. When there is no room for one more, those who have been waited for longest
lose theirs: the connection ends before its Content-Length, as S3 ends one that is not read from. How long one may be waited for
is the server's affair (operating/unread.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings

from playground.aws_endpoint.body import ALTOGETHER, Scope

Send = Callable[[dict[str, Any]], Awaitable[None]]
PIECE = 1024 * 1024  # bytes; shorter bodies, listings among them, are sent at once and not counted
log = logging.getLogger(__name__)


class Reader:
    """Who is sent a body. size: bytes of it.  since: when the piece was begun that they are waited for."""

    def __init__(self, size: int) -> None:
        self.size, self.loop, self.here = size, asyncio.get_running_loop(), True
        self.since = self.loop.time()
        self.patience = asyncio.timeout(ALTOGETHER)

    def give_up(self) -> None:
        """They are waited for no longer. Any thread may say so."""
        self.loop.call_soon_threadsafe(self._give_up)

    def _give_up(self) -> None:
        if self.here:
            self.patience.reschedule(self.loop.time())


class Readers:
    """All of this process. most: bytes of their bodies together; 0 is without bound."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self.lock = Lock()
        self.readers: list[Reader] = []

    @contextmanager
    def one_more(self, size: int) -> Iterator[Reader]:
        """A reader, until the body is sent; others make room for it."""
        reader = Reader(size)
        with self.lock:
            self._make_room(size)
            self.readers.append(reader)
            self.held += size
        try:
            yield reader
        finally:
            reader.here = False
            with self.lock:
                self.readers.remove(reader)
                self.held -= size

    def _make_room(self, size: int) -> None:
        over = self.held + size - self.most if self.most else 0
        for other in sorted(self.readers, key=lambda one: one.since):
            if over <= 0:
                return
            over -= other.size
            other.give_up()


@cache
def readers() -> Readers:
    """Those of this process."""
    return Readers(settings.MOST_BODY_MEGABYTES * 1024 * 1024)


async def send_body(body: bytes, scope: Scope, send: Send) -> None:
    """Sends the body of an answer, or as much of it as may be waited for."""
    if len(body) <= PIECE:
        await send({"type": "http.response.body", "body": body})
        return
    with readers().one_more(len(body)) as reader:
        try:
            async with reader.patience:
                for start in range(0, len(body), PIECE):
                    reader.since = reader.loop.time()
                    more = start + PIECE < len(body)
                    await send({"type": "http.response.body", "body": body[start : start + PIECE], "more_body": more})
        except TimeoutError:
            log.info("an answer of %s bytes was not read in time", len(body))
            if abort := scope.get("extensions", {}).get("playground.abort"):
                abort()
                await asyncio.sleep(0)  # the server hears that nobody is there
