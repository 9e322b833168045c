"""A moment at which a connection ends, whatever it is doing: a timeout on each read would let an answer drip for ever."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType


class Deadline:
    """`with Deadline(seconds) as deadline: …`; a socket that it is told of is shut when the time is over."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._socket: socket.socket | None = None

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    @property
    def left(self) -> float:
        """Seconds; never quite none, which a socket would take for `for ever`."""
        return max(0.001, self._ends - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._ends

    def watch(self, opened: socket.socket) -> None:
        """Shuts this connection when the time is over.  Raises TimeoutError if it is.

        By a socket of our own, because TLS takes the descriptor of the one that it is laid over.
        """
        if self.over:
            raise TimeoutError
        self._socket = opened.dup()

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
