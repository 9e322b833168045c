"""How WebSockets are read: by websockets, within bounds that uvicorn leaves open, and without a stack trace for what is no WebSocket.

https://www.rfc-editor.org/rfc/rfc6455
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

from playground.operating.unread import ReadToTheEnd

MOST_FRAMES = 64  # of one message; those without a byte count for nothing in its size


class BoundedSocket(ReadToTheEnd, WebSocketsSansIOProtocol):
    """One socket, from its first byte: uvicorn gives it the whole head at once."""

    def data_received(self, data: bytes) -> None:
        """Answers a head that begins no WebSocket, because of its method, a body or a very long line: else nobody would."""
        super().data_received(data)
        if not self.handshake_initiated:
            self.transport.write(_NO_SOCKET)
            self.transport.close()

    def handle_ping(self) -> None:
        """Who asks and asks and does not read the answers would have them kept here without bound."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.loop.call_soon(self.transport.abort)

    def handle_cont(self, event: Frame) -> None:
        """A message goes on."""
        if len(self.frames) < MOST_FRAMES:
            super().handle_cont(event)
        else:
            self._hang_up(CloseCode.MESSAGE_TOO_BIG)

    def send_receive_event_to_app(self) -> None:
        """A message is there as a whole."""
        if self.curr_msg_data_type == "bytes" or _is_text(b"".join(self.frames)):
            super().send_receive_event_to_app()
        else:
            self._hang_up(CloseCode.INVALID_DATA)

    async def send(self, message: Any) -> None:
        """Says something, but to nobody who was hung up on meanwhile. Raises ClientDisconnected, as where the other side has gone."""
        await self.writable.wait()
        if self.close_sent:
            raise ClientDisconnected
        await super().send(message)

    def _hang_up(self, code: CloseCode) -> None:
        if not self.close_sent:
            self.conn.send_close(code)
            self.handle_parser_exception()


def _is_text(message: bytes) -> bool:
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


_SENTENCE = b"A WebSocket begins with a GET without a body."
_NO_SOCKET = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (
    len(_SENTENCE),
    _SENTENCE,
)
