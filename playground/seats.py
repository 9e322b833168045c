"""How many threads work on pages at once. More than there are processors take turns at the interpreter's lock, and each turn costs.

Whoever waits for another machine gives up the seat meanwhile, and the connection to PostgreSQL, so a slow provider holds up nobody
else. First come, first served.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class _Seat:
    """One of them, and the loop that hands them out."""

    seats: Seats
    free: asyncio.Semaphore
    loop: asyncio.AbstractEventLoop

    def give_up(self) -> None:
        self.loop.call_soon_threadsafe(self.free.release)

    def take(self) -> None:
        asyncio.run_coroutine_threadsafe(self.free.acquire(), self.loop).result()


_mine: ContextVar[_Seat | None] = ContextVar("seat", default=None)


class Seats:
    """So many as there are."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)
        self.waiting = 0  # how many stand in line now

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[None]:
        """Within this block there is a seat, for a thread that is called in this context; before it, one may have to wait."""
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        mine = _mine.set(_Seat(self, self._free, asyncio.get_running_loop()))
        try:
            yield
        finally:
            _mine.reset(mine)
            self._free.release()


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
    seat.give_up()
    given_up = _mine.set(None)
    try:
        yield
    finally:
        seat.take()
        _mine.reset(given_up)
