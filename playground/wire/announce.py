"""Tells listeners that a log has changed; what changed they read from the database, so that nothing secret travels here.

Exchanges are recorded in worker threads, and the in-memory channel layer belongs to the server's event loop, so the news is
handed to that loop. News of the same log within a moment is told once.
"""

from __future__ import annotations

import asyncio
from threading import Lock

from channels.layers import get_channel_layer

PAUSE = 0.04  # seconds in which news is gathered


class _Herald:
    """Gathers which logs have changed, and tells their groups on the server's loop."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.changed: set[str] = set()
        self.lock = Lock()

    def tell(self, account_id: str) -> None:
        """Notes a change; any thread may call this."""
        loop = self.loop
        if loop is None or loop.is_closed():
            return
        with self.lock:
            first = not self.changed
            self.changed.add(account_id)
        if first:
            loop.call_soon_threadsafe(self._later, loop)

    def _later(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(PAUSE, lambda: loop.create_task(self._send()))

    async def _send(self) -> None:
        with self.lock:
            accounts, self.changed = self.changed, set()
        layer = get_channel_layer()
        for account_id in accounts:
            await layer.group_send(group_of(account_id), {"type": "wire.changed"})


_herald = _Herald()


def announce(account_id: str) -> None:
    """The log of this account, or what its visitor holds, has changed."""
    _herald.tell(account_id)


def listen_on(loop: asyncio.AbstractEventLoop | None) -> None:
    """From now on news goes to this loop: the server calls it when it starts."""
    _herald.loop = loop


def group_of(account_id: str) -> str:
    """The name of the group that hears of an account's log."""
    return f"wire.{account_id}"
