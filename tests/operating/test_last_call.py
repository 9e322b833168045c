"""SIGTERM under load: whoever was let in is answered, so that a proxy which sends each request once loses none of them."""

from __future__ import annotations

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

from tests.server import PATIENCE, Server

CLIENTS = 16
CALL = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"


def calls_until_nobody_is_let_in(port):
    """Each on a line of its own. Answers how many were answered, and what happened to others that were let in."""
    answered, lost = 0, []
    while True:
        try:
            line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        except ConnectionRefusedError:
            return answered, lost
        with line:
            try:
                line.sendall(CALL)
                said = line.recv(65536)
            except OSError as failure:
                lost.append(repr(failure))
                continue
        if said.startswith(b"HTTP/1.1 4"):
            answered += 1
        else:
            lost.append(said)


@pytest.mark.parametrize("door", ["port", "aws_port"])
def test_whoever_was_let_in_before_the_end_is_answered(tmp_path, door):
    server = Server(tmp_path).start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(calls_until_nobody_is_let_in, getattr(server, door)) for _ in range(CLIENTS)]
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        results = [client.result() for client in clients]
    assert server.process.wait(PATIENCE) == 0
    assert sum(answered for answered, _ in results) > CLIENTS
    assert [lost for _, lost in results if lost] == []


def test_while_it_ends_it_keeps_no_line(tmp_path):
    server = Server(tmp_path, DRAIN_SECONDS="3").start()
    line, said = HTTPConnection("127.0.0.1", server.aws_port, timeout=PATIENCE), []
    for when in ("before", "in the end"):
        line.request("GET", "/bucket/key")
        answer = line.getresponse()
        answer.read()
        said.append((when, answer.getheader("Connection")))
        if when == "before":
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
    line.close()
    assert server.process.wait(PATIENCE) == 0
    assert said == [("before", None), ("in the end", "close")]
