"""Stopping in order: SIGTERM makes the process unready, and after DRAIN_SECONDS, in which balancers notice, uvicorn lets go of it.

Requests under way are answered; sockets are closed with 1012, at which pages come again, to another process.
https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2
"""

from __future__ import annotations

import asyncio
import signal
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import addressof, create_string_buffer
from types import FrameType

import uvicorn
from django.conf import settings
from uvicorn.server import HANDLED_SIGNALS

GRACE = 15  # seconds that requests under way have when the process stops
MOMENT = 0.5  # seconds in which what was sent before the doors closed arrives
_LONGEST = MOMENT + GRACE + 3  # seconds; one that hangs is waited for no longer


class Draining:
    """Whether this process was told to stop: from then on it keeps no line on which it has answered."""

    on = False


draining = Draining()


class LastCall(uvicorn.Server):
    """uvicorn's, which at the end lets nobody in first, and a moment later hangs up on those who say nothing.

    A proxy may just be sending something on a line that it has kept: it would not know whether that was done, and says 502.
    """

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """What still comes in that moment is answered with `Connection: close`."""
        if draining.on and not self.force_exit:
            for door in sockets or ():
                _let_nobody_come(door)
            await asyncio.sleep(MOMENT)
        await super().shutdown(sockets)


def _let_nobody_come(door: socket.socket) -> None:
    """Who comes from now on is not heard and, a second later, finds the door closed; who has come already is let in.

    To close it at once would hang up on those who stand before it, and have sent something perhaps.
    https://www.kernel.org/doc/html/latest/networking/filter.html
    """
    nothing = create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # BPF_RET: of every packet no byte
    with suppress(OSError):  # another system
        door.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HP", 1, addressof(nothing)))


_SO_ATTACH_FILTER = 26


class DrainingServer(LastCall):
    """uvicorn's, which waits a moment between SIGTERM and closing its doors. A second signal does not wait.

    beside: another server of this process, which ends when this one does, and its thread, which this one waits for.
    """

    beside: tuple[uvicorn.Server, threading.Thread] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """From now on it hears them, those too that came while it started."""
        with super().capture_signals():
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED_SIGNALS)
            yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Both end at the same time; after this, uvicorn raises the signal once more, and the process is gone."""
        self._end_beside()
        await super().shutdown(sockets)
        if self.beside is not None:
            await asyncio.to_thread(self.beside[1].join, _LONGEST)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal has come."""
        again, draining.on = draining.on, draining.on or sig == signal.SIGTERM
        if sig != signal.SIGTERM or again or not settings.DRAIN_SECONDS:
            self._exit(sig, frame)
            return
        waiting = threading.Timer(settings.DRAIN_SECONDS, self._exit, (sig, frame))
        waiting.daemon = True
        waiting.start()

    def _exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._end_beside()

    def _end_beside(self) -> None:
        if self.beside is not None:
            self.beside[0].should_exit, self.beside[0].force_exit = True, self.force_exit
