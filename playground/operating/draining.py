"""Stopping in order: SIGTERM makes the process unready, and after DRAIN_SECONDS, in which balancers notice, uvicorn lets go of it.

Requests under way are answered; sockets are closed with 1012, at which pages come again, to another process.
https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2
"""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from types import FrameType

import uvicorn
from django.conf import settings

GRACE = 15  # seconds that requests under way have when the process stops
_LONGEST = GRACE + 3  # seconds; one that hangs is waited for no longer


class Draining:
    """Whether this process is about to stop."""

    on = False


draining = Draining()


class DrainingServer(uvicorn.Server):
    """uvicorn's, which waits a moment between SIGTERM and closing its doors. A second signal does not wait.

    beside: another server of this process, which ends when this one does, and its thread, which this one waits for.
    """

    beside: tuple[uvicorn.Server, threading.Thread] | None = None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Both end at the same time; after this, uvicorn raises the signal once more, and the process is gone."""
        self._end_beside()
        await super().shutdown(sockets)
        if self.beside is not None:
            await asyncio.to_thread(self.beside[1].join, _LONGEST)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal has come."""
        if sig != signal.SIGTERM or draining.on or not settings.DRAIN_SECONDS:
            self._exit(sig, frame)
            return
        draining.on = True
        waiting = threading.Timer(settings.DRAIN_SECONDS, self._exit, (sig, frame))
        waiting.daemon = True
        waiting.start()

    def _exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._end_beside()

    def _end_beside(self) -> None:
        if self.beside is not None:
            self.beside[0].should_exit, self.beside[0].force_exit = True, self.force_exit
