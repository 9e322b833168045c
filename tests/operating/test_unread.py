"""Who asks and does not read the answer is let go of; who reads slowly has all of it. With patience cut short."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
import uvicorn
import uvloop
from uvicorn.server import ServerState

from playground.operating import unread
from playground.operating.http import BoundedHttp

LONG = 60  # seconds
LARGE = b"x" * 8 * 1024 * 1024  # more than a system keeps for a line that nobody reads
ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def run(work):
    """On the loop that serves visitors, in a thread of its own: a test's may have one already, a browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(uvloop.run, work).result()


async def answering(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Length", b"%d" % len(LARGE))]})
    await send({"type": "http.response.body", "body": LARGE})


@asynccontextmanager
async def asked(*requests):
    """The server's connections, and a line over which this was asked."""
    loop, state = asyncio.get_running_loop(), ServerState()
    config = uvicorn.Config(answering, http=BoundedHttp, log_config=None)
    config.load()
    async with await loop.create_server(lambda: BoundedHttp(config, state, {}, loop), "127.0.0.1", 0) as server:
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
            line.setblocking(False)
            await loop.sock_connect(line, server.sockets[0].getsockname())
            for request in requests:
                await loop.sock_sendall(line, request)
            yield state.connections, line


@pytest.mark.parametrize("request_", [ASK, b"BREW" + ASK[3:]], ids=["GET", "another method"])
def test_who_never_reads_is_let_go_of(monkeypatch, request_):
    async def never():
        async with asyncio.timeout(LONG), asked(request_) as (connections, _):
            while not connections:
                await asyncio.sleep(0.01)
            while connections:
                await asyncio.sleep(0.01)

    monkeypatch.setattr(unread, "SILENCE", 0.2)
    run(never())


def test_who_reads_slowly_has_all_of_it(monkeypatch):
    async def slowly():
        loop, read = asyncio.get_running_loop(), 0
        async with asyncio.timeout(LONG), asked(ASK) as (_, line):
            while read < len(LARGE):
                piece = await loop.sock_recv(line, len(LARGE))
                assert piece, "hung up on in the middle"
                read += len(piece)
                await asyncio.sleep(0.01)

    start = time.monotonic()
    monkeypatch.setattr(unread, "SILENCE", 1.0)
    run(slowly())
    assert time.monotonic() - start > 1.0, "as long as one may say nothing"


def test_who_leaves_in_the_middle_of_many_requests_is_no_news_in_the_log(caplog):
    async def leaves():
        async with asyncio.timeout(LONG), asked(ASK * 20) as (connections, line):
            while not connections:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            line.close()
            while connections:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)

    caplog.set_level(logging.WARNING)
    run(leaves())
    assert caplog.text == ""
