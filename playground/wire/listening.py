"""Who listens in this process: the pages' sockets, by account. What has changed they read from the database themselves."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from playground.telemetry.metrics import SOCKETS

_woken: defaultdict[str, set[asyncio.Event]] = defaultdict(set)


def listen(account_id: str, event: asyncio.Event) -> None:
    """From now on the event is set when the log of the account, or what its visitor holds, has changed."""
    _woken[account_id].add(event)
    SOCKETS.inc()


def leave(account_id: str, event: asyncio.Event) -> None:
    """Ends that."""
    if event in _woken.get(account_id, ()):
        _woken[account_id].remove(event)
        SOCKETS.dec()
    if not _woken.get(account_id):
        _woken.pop(account_id, None)


def listeners(account_id: str) -> int:
    """How many listen to the log of an account, in this process."""
    return len(_woken.get(account_id, ()))


def wake(account_ids: Iterable[str]) -> None:
    """Sets the events of some accounts; on the server's loop only."""
    for account_id in account_ids:
        for event in _woken.get(account_id, ()):
            event.set()


def wake_all() -> None:
    """Sets every event: nobody knows what was missed."""
    wake(list(_woken))
