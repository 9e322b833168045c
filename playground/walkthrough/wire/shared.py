"""What many sockets ask for at the same moment, read once: a thousand pages of one visitor need one look at the database, not a thousand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from channels.db import database_sync_to_async


class Shared:
    """Readings that are about to begin, by what they read.

    Whoever asks before a reading has begun shares it. Once it has begun it is no longer offered: who was woken after that has to see
    what it may have missed. gather: seconds in which others may join.
    """

    def __init__(self, gather: float) -> None:
        self._gather = gather
        self._waiting: dict[Hashable, asyncio.Future[Any]] = {}

    def read(self, what: Callable[..., Any], *of: Hashable) -> Awaitable[Any]:
        """The answer of `what(*of)`, from a thread that may use the database."""
        key = (what, *of)
        reading = self._waiting.get(key)
        if reading is None:
            reading = self._waiting[key] = asyncio.ensure_future(self._begin(key))
        return asyncio.shield(reading)  # a page that goes away takes nobody else's answer with it

    async def _begin(self, key: tuple[Any, ...]) -> Any:
        try:
            await asyncio.sleep(self._gather)
        finally:
            del self._waiting[key]
        what, *of = key
        return await database_sync_to_async(what)(*of)


for_news = Shared(0.005)
for_ends = Shared(0.5)
