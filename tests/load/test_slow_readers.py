"""Who asks for much and does not read it holds no more than all bodies may, and nothing of others'."""

from __future__ import annotations

import socket

import pytest

from tests.clients.hands import BUCKET, MAYA, assume, token
from tests.load.signed import Line
from tests.server import Server

SIZE = 16 * 1024 * 1024
ROOM = 32  # megabytes: two such bodies at once
KEY = f"/{BUCKET}/{MAYA}/large"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("narrow"), MOST_BODY_MEGABYTES=str(ROOM)).start()
    yield running
    running.stop()
    said = running.log.read_text()
    assert "Traceback" not in said
    assert "ASGI callable" not in said


@pytest.fixture(scope="module")
def line(narrow):
    line = Line(narrow.aws_port, assume(narrow, token(narrow))["Credentials"])
    assert line.ask("PUT", KEY, b"x" * SIZE)[0] == 200
    yield line
    line.close()


def asking(line, port):
    """A connection over which the object was asked for, and of whose answer the first bytes have come."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(60)
    connection.connect(("localhost", port))
    headers = "".join(f"{name}: {value}\r\n" for name, value in line.signed("GET", KEY).items())
    connection.sendall(f"GET {KEY} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode())
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    return connection


def read_on(connection):
    """How much still comes."""
    size = 0
    try:
        while size < SIZE and (piece := connection.recv(1024 * 1024)):
            size += len(piece)
    except ConnectionError:
        pass
    finally:
        connection.close()
    return size


def test_who_has_been_waited_for_longest_makes_room(narrow, line):
    connections = [asking(line, narrow.aws_port) for _ in range(4)]
    assert line.ask("HEAD", KEY)[0] == 200
    sizes = [read_on(connection) for connection in connections]
    assert max(sizes[:2]) < SIZE
    assert min(sizes[2:]) >= SIZE  # the head of the answer is counted too


def test_who_reads_gets_all_of_it_one_after_the_other(line):
    assert [len(line.ask("GET", KEY)[2]) for _ in range(4)] == [SIZE] * 4
