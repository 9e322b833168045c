"""Tells listeners that a log has changed; what changed they read from the database, so that nothing secret travels here.

Exchanges are recorded in worker threads, and sockets belong to the server's event loop, so the news is handed to that loop.
News of the same log within a moment is told once: to the sockets of this process, and to the other processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from threading import Lock
from typing import Any

from playground.wire.listening import wake
from playground.wire.others import others
from playground.wire.watching import database

PAUSE = 0.04  # seconds in which news is gathered


class _Herald:
    """Gathers which logs have changed, and tells it on the server's loop."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.changed: set[str] = set()
        self.lock = Lock()
        self.tasks: set[asyncio.Task[None]] = set()

    def tell(self, account_id: str) -> None:
        """Notes a change; any thread may call this."""
        loop = self.loop
        if loop is None or loop.is_closed():
            return
        with self.lock:
            first = not self.changed
            self.changed.add(account_id)
        if first:
            loop.call_soon_threadsafe(loop.call_later, PAUSE, self._send)

    def _send(self) -> None:
        with self.lock:
            accounts, self.changed = self.changed, set()
        wake(accounts)
        self.keep(others.tell(accounts))

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something on this loop; the loop itself would forget it."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


_herald = _Herald()


def announce(account_id: str) -> None:
    """The log of this account, or what its visitor holds, has changed."""
    _herald.tell(account_id)


def begin() -> None:
    """From now on news goes to the loop that runs here, and comes from other processes: the server calls it when it starts."""
    _herald.loop = asyncio.get_running_loop()
    _herald.keep(others.keep_in_touch())
    _herald.keep(database.watch())


async def end() -> None:
    """Ends that, when the server stops."""
    _herald.loop = None
    for task in list(_herald.tasks):
        task.cancel()
    await asyncio.gather(*_herald.tasks, return_exceptions=True)
