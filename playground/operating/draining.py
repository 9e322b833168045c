"""Stopping in order: SIGTERM makes the process unready, and after DRAIN_SECONDS, in which balancers notice, uvicorn lets go of it.

Requests under way are answered; sockets are closed with 1012, at which pages come again, to another process.
https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

import uvicorn
from django.conf import settings


class Draining:
    """Whether this process is about to stop."""

    on = False


draining = Draining()


class DrainingServer(uvicorn.Server):
    """uvicorn's, which waits a moment between SIGTERM and closing its doors. A second signal does not wait.

    beside: another server of this process, which ends when this one does.
    """

    beside: uvicorn.Server | None = None

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
        if self.beside is not None:
            self.beside.should_exit, self.beside.force_exit = self.should_exit, self.force_exit
