"""How HTTP is read: by httptools, within bounds of number, size and time that uvicorn leaves open.

https://www.uvicorn.org/settings/#implementation
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from playground.operating.crowded import FULL, most_connections, say
from playground.operating.draining import draining
from playground.operating.malformed import TOO_LARGE, told_as_aws
from playground.operating.unread import ReadToTheEnd

MOST = 64 * 1024  # bytes of a request's line and headers together; S3 takes 8 KB of headers
PATIENCE = 20.0  # seconds for them to arrive, from the connection or from the first byte of the next request
# What httptools may read. It knows some more methods and refuses the rest by itself, where S3 has an answer of its own.
METHODS = (b"GET ", b"HEAD ", b"POST ", b"PUT ", b"DELETE ", b"OPTIONS ", b"PATCH ")


class SharedState(ServerState):
    """What a server knows of itself, where two share what one process may hold. other: the first one's, for the second."""

    def __init__(self, other: SharedState | None = None) -> None:
        super().__init__()
        self.all: list[SharedState] = other.all if other else []
        self.all.append(self)

    def held(self) -> list[Any]:
        """The connections of both; copied at once, because the other's change in another thread."""
        return [one for state in self.all for one in list(state.connections)]


class _Whole(list[tuple[bytes, bytes]]):
    """Headers that have all arrived: a trailer is passed over, as a server may.

    https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1
    """

    def append(self, _: object) -> None:
        """Keeps nothing."""


class BoundedHttp(ReadToTheEnd, HttpToolsProtocol):
    """One connection. A connection that begins with another method is read by h11, which is slower and takes any."""

    in_head = True
    head = 0  # bytes that were neither body nor the end of a head so far
    waiting: asyncio.TimerHandle | None = None
    asked: deque[RequestResponseCycle]  # what is not answered yet, the first of them under way
    headers: list[tuple[bytes, bytes]]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connected, and may say nothing for a while."""
        super().connection_made(transport)
        self.asked = deque()
        if self._is_one_too_many():
            say(len(self.connections))
            self.transport.write(FULL)
            self.transport.close()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone. uvicorn tells the last of what was asked alone, and the one under way would be answered into nothing."""
        self._wait_no_more()
        for cycle in self.asked:
            cycle.disconnected = True
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to a head, or, after a body, to its trailers: of data that holds the end of one, all of it."""
        if self.scope is None and self.head == 0 and not data.startswith(METHODS):
            self._hand_over(data)
            return
        if self.in_head and self.waiting is None:
            self._wait()
        self.head += len(data)
        super().data_received(data)
        if self.head > MOST:
            self.send_400_response(TOO_LARGE)

    def send_400_response(self, msg: str) -> None:
        """The last answer of a connection."""
        if not told_as_aws(self.transport, self.server, msg):
            super().send_400_response(msg)

    def eof_received(self) -> bool:
        """They have said all they will, and may still be listening (RFC 9293, 3.6): then the answer under way is theirs."""
        under_way = self.cycle is not None and not self.cycle.more_body and not self.cycle.response_complete
        if under_way:
            self.cycle.keep_alive = False
        return under_way

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.in_head = True

    def on_headers_complete(self) -> None:
        """Its head has arrived."""
        self._wait_no_more()
        self.in_head, self.head = False, 0
        self.scope["extensions"] = {"playground.abort": self.transport.abort}
        super().on_headers_complete()
        self.headers = _Whole(self.headers)
        if self.cycle is not None and (not self.asked or self.asked[-1] is not self.cycle):  # no new one begins with an upgrade
            self.asked.append(self.cycle)
            self.cycle.keep_alive = self.cycle.keep_alive and not draining.on

    def on_response_complete(self) -> None:
        """The first of what was asked is answered."""
        self.asked.popleft()
        super().on_response_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body, of which whoever reads it has bounds of their own."""
        self.head = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """What comes now is the next one's head."""
        self.in_head, self.head = True, 0
        super().on_message_complete()

    def _unsupported_upgrade_warning(self) -> None:
        """The AWS endpoint has no sockets: an upgrade that is not offered is passed over (RFC 9110, 7.8), and is no news in a log."""

    def _is_one_too_many(self) -> bool:
        """Those who are in stay in. Half of all are the most of one address; behind a proxy all have the proxy's."""
        held: list[Any] = self.server_state.held() if isinstance(self.server_state, SharedState) else list(self.connections)
        number, most = len(held), most_connections()
        if number > most or settings.BEHIND_PROXY or self.client is None:
            return number > most
        half = most // 2
        return number > half and sum(one.client[:1] == self.client[:1] for one in held if one.client) > half

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(PATIENCE, self.transport.close)

    def _wait_no_more(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def _hand_over(self, data: bytes) -> None:
        self.connections.discard(self)  # and it has what is left of its time, no more
        other = _AnyMethod(self.config, self.server_state, self.app_state, self.loop)
        other.connection_made(self.transport)
        self.transport.set_protocol(other)
        other.data_received(data)


class _AnyMethod(ReadToTheEnd, H11Protocol):
    def send_400_response(self, msg: str) -> None:
        if not told_as_aws(self.transport, self.server, msg):
            super().send_400_response(msg)
