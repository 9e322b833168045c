"""Watches the database for all who listen in this process, so that a thousand sockets need not each find out that it is away."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async

from playground.outages import AWAY, Outage, outage_and_why
from playground.telemetry import metrics
from playground.wire.listening import wake_all

EVERY = 2.0  # seconds
PATIENCE = 8.0  # seconds; a database that takes longer to say how it is does not answer
logger = logging.getLogger(__name__)
_thread = ThreadPoolExecutor(1, "watching")  # of its own: where it hangs, all others may be waiting for it
_ask = database_sync_to_async(outage_and_why, thread_sensitive=False, executor=_thread)


class _Database:
    """What is known of it. outage: what was wrong when it was last asked."""

    outage: Outage | None = None

    @property
    def away(self) -> bool:
        """Whether it did not answer; one that cannot be written to can still be read."""
        return self.outage is AWAY

    async def watch(self) -> None:
        """Asks now and then, until it is cancelled; wakes everybody when it goes away and when it is back."""
        while True:
            (outage, why), was_away = await _asked(), self.away
            metrics.AWAY.labels("database").set(outage is not None)
            if outage != self.outage:
                self.outage = outage
                said = outage.title if outage else "The database takes what is written again"
                logger.warning("%s (%s)" if why else "%s%s", said, why)
            if self.away != was_away:
                wake_all()
            await asyncio.sleep(EVERY)


async def _asked() -> tuple[Outage | None, str]:
    try:
        async with asyncio.timeout(PATIENCE):
            found: tuple[Outage | None, str] = await _ask()
            return found
    except TimeoutError:
        return AWAY, f"it has not answered for {PATIENCE:.0f} seconds"


database = _Database()
