"""Garbage on a line, alone or behind an honest request: refused, never waited for, and nobody else notices."""

from __future__ import annotations

import random
import socket

import pytest

from tests.load.test_hostile import answers, connect, told

HONEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
NOISE = random.Random(7).randbytes(100_000)
GARBAGE = {
    "noise": NOISE,
    "an honest request, then noise": HONEST + NOISE,
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + NOISE[:500],
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + NOISE[:500],
    "no version": b"GET /\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nabcde",
    "a length and chunks": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    "a chunk that says it is huge": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx",
    "a negative length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "NULs in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: \x00\x00\r\n\r\n",
    "an upgrade to nothing": b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: nothing\r\n\r\n" + NOISE[:500],
    "a WebSocket, then noise": b"GET /ws/wire/ HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" + NOISE[:5000],
}


@pytest.mark.parametrize("door", ["port", "aws_port"])
@pytest.mark.parametrize("sent", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused_and_nobody_else_notices(server, sent, door):
    with connect(getattr(server, door)) as line:
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        answer = told(line)
    statuses = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert not [status for status in statuses if status.startswith(b"5")], answer[:500]
    assert answers(server)


def test_a_thousand_requests_at_once_on_one_line_are_answered_in_their_order(server):
    last = HONEST.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with connect(server.port) as line:
        line.sendall(HONEST * 999 + last)
        assert told(line).count(b"HTTP/1.1 200") == 1000
    assert answers(server)
