"""A TLS connection to an address that was checked, and to no other: what DNS says a moment later does not count."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from playground.outbound.deadline import Deadline


class CheckedConnection(HTTPSConnection):
    """urllib3's connection to one of `addresses`; the certificate is still compared with the host's name."""

    def __init__(self, host: str, *, addresses: Sequence[str], deadline: Deadline, **more: Any) -> None:
        super().__init__(host, **more)
        self._addresses, self._deadline = addresses, deadline

    def _new_conn(self) -> socket.socket:
        """Raises NewConnectionError when nobody answers."""
        for address in self._addresses:
            try:
                opened = socket.create_connection((address, self.port), self._deadline.left)
            except OSError:
                continue
            self._deadline.watch(opened)
            return opened
        raise NewConnectionError(self, "nobody answers")


class CheckedPool(HTTPSConnectionPool):
    """A pool for one request."""

    ConnectionCls = CheckedConnection
