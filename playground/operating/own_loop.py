"""The AWS endpoint's server in a thread and an event loop of its own, in which calls are answered too (turns.py).

Pages and the thousand sockets of a class keep no call waiting, and calls no page, but for the interpreter's lock.
"""

from __future__ import annotations

import logging
import socket
from threading import Thread

import uvicorn

from playground.operating.draining import DrainingServer
from playground.operating.http import SharedState
from playground.turns import between

log = logging.getLogger(__name__)


class OwnLoop:
    """server: the one that has this process's signals.  beside: the one that gets a thread.  failed: it ended by itself."""

    def __init__(self, server: DrainingServer, beside: uvicorn.Server, door: socket.socket) -> None:
        self.server, self.beside, self.door = server, beside, door
        self.failed = False
        self._thread = Thread(target=self._run, name="aws", daemon=True)
        server.beside = (beside, self._thread)
        server.server_state = SharedState()
        beside.server_state = SharedState(server.server_state)

    def begin(self) -> None:
        """Serves from now on."""
        self._thread.start()

    def _run(self) -> None:
        loop = self.beside.config.get_loop_factory()()
        try:
            between.run(loop, self.beside.serve([self.door]))
        except BaseException:
            log.exception("the AWS endpoint has ended, and the site ends with it")
            self.failed = self.server.should_exit = True
        finally:
            loop.close()
