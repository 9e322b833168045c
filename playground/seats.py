"""How many threads work on pages at once. More than there are processors take turns at the interpreter's lock, and each turn costs.

Whoever waits for another machine gives up the seat meanwhile, and the connection to PostgreSQL, so a slow provider holds up nobody
else. Whoever works for long loses it too, and goes on beside the others. First come, first served.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from django.db import connection

LONG = 0.05  # seconds; pages take a tenth of it


class _Seat:
    """What one thread has of them. Taken and left in the loop that hands them out, and nowhere else."""

    def __init__(self, seats: Seats) -> None:
        self.seats, self.loop = seats, asyncio.get_running_loop()
        self._held: asyncio.TimerHandle | None = None  # what ends it

    async def take(self) -> None:
        self.seats.waiting += 1
        try:
            await self.seats.free.acquire()
        finally:
            self.seats.waiting -= 1
        self._held = self.loop.call_later(self.seats.patience, self.leave)

    def leave(self) -> None:
        if self._held is not None:
            self._held.cancel()
            self._held = None
            self.seats.free.release()


_mine: ContextVar[_Seat | None] = ContextVar("seat", default=None)


class Seats:
    """So many as there are. patience: seconds after which somebody who works has lost theirs.  waiting: how many stand in line."""

    def __init__(self, number: int, patience: float = LONG) -> None:
        self.free, self.patience, self.waiting = asyncio.Semaphore(number), patience, 0

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[None]:
        """Within this block there is a seat, for a thread that is called in this context; before it, one may have to wait."""
        seat = _Seat(self)
        await seat.take()
        mine = _mine.set(seat)
        try:
            yield
        finally:
            _mine.reset(mine)
            seat.leave()


def others_wait() -> bool:
    """Whether somebody stands in line for the seat that this context has."""
    seat = _mine.get()
    return seat is not None and seat.seats.waiting > 0


@contextmanager
def waiting_outside() -> Iterator[None]:
    """Within this block the thread waits for another machine. Who has no seat has none to give up."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()  # it goes back to the pool
    seat = _mine.get()
    if seat is None:
        yield
        return
    seat.loop.call_soon_threadsafe(seat.leave)
    given_up = _mine.set(None)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(seat.take(), seat.loop).result()
        _mine.reset(given_up)
