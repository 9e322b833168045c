"""Floods of sockets: what no page says closes the one that says it, and everybody else's page goes on being told."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import time

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.load.amounts import amount
from tests.load.visitor import Visitor, walk
from tests.server import Server

PATIENCE = 120  # seconds
OPENS = amount(400, 4000)
ASK = json.dumps({"ask": "snapshot"})


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("sockets"), MOST_SOCKETS="150").start()
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


async def signed_in(visitor):
    await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")
    await visitor.close()  # the page; its sockets come over lines of their own
    return visitor


def socket_of(visitor, path="/ws/wire/?snapshot=1", origin=""):
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    url = visitor.site.replace("http", "ws") + path
    # A busy machine may be late with a pong, too.
    patient = {"open_timeout": PATIENCE, "close_timeout": PATIENCE, "ping_timeout": PATIENCE}
    return connect(url, origin=origin or visitor.site, additional_headers={"Cookie": cookies}, max_size=None, **patient)


async def closed_with(visitor, *said):
    """The code with which a socket is closed on which this is said."""
    async with asyncio.timeout(PATIENCE):
        async with socket_of(visitor) as socket:
            try:
                for message in said:
                    await socket.send(message)
                while True:
                    await socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None


async def others_page_is_told(site):
    """Another visitor opens a page, calls STS, and hears of it."""
    other = await signed_in(Visitor(site))
    try:
        async with asyncio.timeout(PATIENCE), socket_of(other) as socket:
            first = json.loads(await socket.recv())
            await other.send(await other.get("/call/"), "/call/send/", action="send")
            while json.loads(await socket.recv()).get("last", 0) <= first["last"]:
                pass
        return True
    finally:
        await other.close()


SAID = {
    "no text": ([b"\x00" * 100], 1008),
    "no JSON": (["{"], 1008),
    "something else": (['{"ask": "everything"}'], 1008),
    "a list as deep as a frame": (["[" * 4000], 1008),
    "a frame of ten megabytes": (["x" * 10_000_000], 1009),
    "a message of many frames": ([[b"x" * 1000] * 10_000], 1009),
    "the right thing three thousand times": ([ASK] * 3000, 1008),
}


@pytest.mark.parametrize(("said", "code"), SAID.values(), ids=SAID)
def test_who_says_what_no_page_says_is_hung_up_on(own_server, said, code):
    async def both():
        visitor = await signed_in(Visitor(own_server.site))
        return await asyncio.gather(closed_with(visitor, *said), others_page_is_told(own_server.site))

    start = time.monotonic()
    # A line that is cut while it is still written to may lose the code on its way.
    assert walk(Visitor(own_server.site), both()) in ([code, True], [None, True])
    assert time.monotonic() - start < PATIENCE


def test_a_visitor_has_as_many_sockets_as_pages_can_want_and_no_more_and_others_have_theirs(own_server):
    async def flood():
        visitor = await signed_in(Visitor(own_server.site))
        opened, refused = [], []
        for _ in range(OPENS // 20):
            tried = await asyncio.gather(*(socket_of(visitor) for _ in range(20)), return_exceptions=True)
            opened += [one for one in tried if not isinstance(one, BaseException)]
            refused += [one for one in tried if isinstance(one, BaseException)]
        told = await others_page_is_told(own_server.site)
        await asyncio.gather(*(one.close() for one in opened))
        return len(opened), refused, told

    opened, refused, told = walk(Visitor(own_server.site), flood())
    assert told
    assert 90 <= opened <= 120  # a hundred at once; those that open at the same moment may be a few more
    assert len(refused) == OPENS // 20 * 20 - opened
    assert {(type(one), one.response.status_code) for one in refused} == {(InvalidStatus, 403)}


def test_a_socket_at_an_address_that_has_none_is_refused(own_server):
    async def elsewhere():
        with pytest.raises(InvalidStatus) as refused:
            await socket_of(Visitor(own_server.site), "/ws/elsewhere/")
        return refused.value.response.status_code

    assert walk(Visitor(own_server.site), elsewhere()) == 403


def test_a_foreign_page_opens_no_socket_of_a_visitor(own_server):
    async def foreign():
        visitor, answers = await signed_in(Visitor(own_server.site)), []
        for origin in ("https://elsewhere.example", own_server.aws, "null"):
            with pytest.raises(InvalidStatus) as refused:
                await socket_of(visitor, origin=origin)
            answers.append(refused.value.response.status_code)
        return answers

    assert walk(Visitor(own_server.site), foreign()) == [403, 403, 403], "a browser sends cookies to every port of a host"


def test_a_browser_without_a_session_is_told_so_in_a_code_that_its_page_can_read(own_server):
    assert walk(Visitor(own_server.site), closed_with(Visitor(own_server.site))) == 4401


def frame(opcode, data=b"", ends=True):
    """A frame as a browser sends it, but for what is said in it."""
    key, size = os.urandom(4), len(data)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size)
    return bytes([ends << 7 | opcode]) + length + key + bytes(byte ^ key[place % 4] for place, byte in enumerate(data))


def line_to(server, visitor, *lines, method="GET"):
    """A line over which a socket was asked for, and the first line of the answer."""
    key = [
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    head = [f"{method} /ws/wire/?after=0 HTTP/1.1", f"Host: localhost:{server.port}", *key, f"Cookie: {cookies}", *lines]
    line = socket.create_connection(("localhost", server.port), PATIENCE)
    line.sendall("\r\n".join([*head, "", ""]).encode())
    return line, line.recv(4096).partition(b"\r\n")[0]


def taken(server, visitor):
    line, answer = line_to(server, visitor, f"Origin: {server.site}")
    assert answer == b"HTTP/1.1 101 Switching Protocols"
    return line


@pytest.fixture(scope="module")
def maya(own_server):
    visitor = Visitor(own_server.site)
    return walk(visitor, signed_in(visitor))


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("POST", "Content-Length: 4"),
        ("GET", "Content-Length: 4"),
        ("GET", "Transfer-Encoding: chunked"),
        ("GET", "X: " + "y" * 9000),
    ],
    ids=["a form", "a body", "chunks", "a long line"],
)
def test_what_begins_no_socket_is_told_so(own_server, maya, method, line):
    """Each of these had no answer, and the line no end."""
    connection, answer = line_to(own_server, maya, f"Origin: {own_server.site}", line, method=method)
    connection.close()
    assert answer == b"HTTP/1.1 400 Bad Request"


def test_an_origin_that_is_no_address_opens_no_socket(own_server, maya):
    connection, answer = line_to(own_server, maya, "Origin: http://[nowhere")
    connection.close()
    assert answer == b"HTTP/1.1 403 Forbidden"


@pytest.mark.parametrize(
    ("frames", "code"),
    [((frame(1, b"\xff\xfe"),), 1007), ((frame(1, ends=False), *[frame(0, ends=False)] * 200), 1009)],
    ids=["no text", "frames without end or content"],
)
def test_frames_that_no_browser_sends_close_the_line(own_server, maya, frames, code):
    with taken(own_server, maya) as line:
        line.sendall(b"".join(frames))
        said = b""
        while not said.endswith(struct.pack(">BBH", 0x88, 2, code)):
            piece = line.recv(65536)
            assert piece, said
            said += piece


def test_who_asks_whether_we_are_there_and_never_reads_is_hung_up_on(own_server, maya):
    """The answers were kept: a hundred megabytes in some seconds."""
    pings = frame(9, b"p" * 125) * 750_000
    with taken(own_server, maya) as line, pytest.raises(ConnectionError):
        line.sendall(pings)
