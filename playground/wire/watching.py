"""Watches the database for all who listen in this process, so that a thousand sockets need not each find out that it is away."""

from __future__ import annotations

import asyncio
import logging

from channels.db import database_sync_to_async
from django.db import connection

from playground.outages import DATABASE_AWAY
from playground.wire.listening import wake_all

EVERY = 2.0  # seconds
logger = logging.getLogger(__name__)


class _Database:
    """What is known of it. away: whether it did not answer when it was last asked."""

    away = False

    async def watch(self) -> None:
        """Asks now and then, until it is cancelled; wakes everybody when the answer is another."""
        while True:
            away = not await database_sync_to_async(answers)()
            if away != self.away:
                self.away = away
                logger.warning("the database is %s", "away" if away else "back")
                wake_all()
            await asyncio.sleep(EVERY)


def answers() -> bool:
    """Whether the database answers now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DATABASE_AWAY:
        return False
    return True


database = _Database()
