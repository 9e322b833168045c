"""Keeps SQLite's log short from a thread of its own, so that no visitor's request has to.  https://www.sqlite.org/wal.html#ckpt

Left alone, every thousandth page that is written has its writer copy them all into the database: 7 to 20 ms.
"""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import DatabaseError, connection

from playground.outages import let_go

EVERY = 1.0  # seconds

log = logging.getLogger(__name__)


class Checkpoints:
    """Between `begin` and `end`, on SQLite; elsewhere it does nothing."""

    def __init__(self) -> None:
        self._ended = Event()

    def begin(self) -> None:
        """Starts the thread."""
        if connection.vendor == "sqlite":
            Thread(target=self._run, name="checkpoints", daemon=True).start()

    def end(self) -> None:
        """Has the thread end at its next moment."""
        self._ended.set()

    def _run(self) -> None:
        said = ""
        while not self._ended.wait(EVERY):
            trouble = _checkpoint()
            if trouble != said:
                log.warning(f"no checkpoint: {trouble}" if trouble else "there are checkpoints again")
            said = trouble
        connection.close()


def _checkpoint() -> str:
    """Why there was none; a full disk, say: writers meet it too, and tell their visitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except DatabaseError as error:
        let_go()
        return str(error)
    return ""
