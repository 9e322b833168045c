"""Watches the database for all who listen in this process, so that a thousand sockets need not each find out that it is away."""

from __future__ import annotations

import asyncio
import logging

from channels.db import database_sync_to_async

from playground.outages import AWAY, Outage, outage_now
from playground.wire.listening import wake_all

EVERY = 2.0  # seconds
logger = logging.getLogger(__name__)


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
            outage, was_away = await database_sync_to_async(outage_now)(), self.away
            if outage != self.outage:
                self.outage = outage
                logger.warning("%s", outage.title if outage else "The database takes what is written again")
            if self.away != was_away:
                wake_all()
            await asyncio.sleep(EVERY)


database = _Database()
