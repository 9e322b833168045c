"""Lets go of who asks and does not read the answer: it would stay in memory for as long as they like.

A line on which something goes on being read is left alone, however slow it is.  https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.1
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from fcntl import ioctl
from struct import unpack
from termios import TIOCOUTQ

SILENCE = 20.0  # seconds in which nothing was read, as S3 allows


class ReadToTheEnd(asyncio.Protocol):
    """Mixed into a protocol of uvicorn's, before it."""

    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    unread = 0  # bytes that waited to be read when we last looked
    look: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """More waits to be read than is sent on: from now on somebody has to read."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """Nearly all of it was read."""
        self._look_no_more()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._look_no_more()
        super().connection_lost(exc)

    def _look_later(self) -> None:
        self._look_no_more()
        self.unread = self._waits()
        self.look = self.loop.call_later(SILENCE, self._look)

    def _look(self) -> None:
        if self._waits() < self.unread:
            self._look_later()
        else:
            self.transport.abort()  # to close it would wait until they have read

    def _waits(self) -> int:
        """Here, and at the system, which asks us for more only now and then, a megabyte at a time.  man 7 tcp, SIOCOUTQ"""
        waits = self.transport.get_write_buffer_size()
        with suppress(OSError):  # another system, or a line that is cut
            waits += int(unpack("i", ioctl(self.transport.get_extra_info("socket").fileno(), TIOCOUTQ, b"    "))[0])
        return waits

    def _look_no_more(self) -> None:
        if self.look is not None:
            self.look.cancel()
            self.look = None
