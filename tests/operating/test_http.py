"""What a connection may cost before a request is there: time for its head, and its place among the others. With patience cut short."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest
import uvicorn
from uvicorn.server import ServerState

from playground.operating import crowded, http
from playground.operating.http import BoundedHttp
from tests.load.test_slow_bodies import run

SHORT, LONG = 0.3, 60  # seconds
BEGUN = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: "
WHOLE = BEGUN + b"\r\n\r\n"


async def answering(scope, receive, send):
    await asyncio.sleep(3 * SHORT if scope["path"] == "/slow" else 0)
    while scope["path"] == "/late" and (await receive())["more_body"]:
        pass
    status = 400 if (b"x-late", b"y") in scope["headers"] else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"Content-Length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@asynccontextmanager
async def listening():
    """A port at which BoundedHttp is spoken."""
    loop, state = asyncio.get_running_loop(), ServerState()
    config = uvicorn.Config(answering, http=BoundedHttp, log_config=None, log_level="critical")
    config.load()
    async with await loop.create_server(lambda: BoundedHttp(config, state, {}, loop), "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


class Client:
    """One connection."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def ask(self, request=WHOLE):
        self.writer.write(request)
        return await self.answer()

    async def answer(self):
        head = await self.reader.readuntil(b"\r\n\r\n")
        await self.reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))
        return int(head.split()[1])

    async def leave(self):
        self.writer.close()
        with suppress(ConnectionError):
            await self.writer.wait_closed()


@asynccontextmanager
async def connected(port, address="127.0.0.1"):
    client = Client(*await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0)))
    try:
        yield client
    finally:
        await client.leave()


async def drip(client):
    """A byte now and then, for as long as anybody listens."""
    with suppress(ConnectionError):
        while not client.writer.is_closing():
            client.writer.write(b"x")
            await asyncio.sleep(SHORT / 6)


async def hung_up_on(before, drips, monkeypatch):
    monkeypatch.setattr(http, "PATIENCE", LONG if before == WHOLE else SHORT)
    async with asyncio.timeout(LONG), listening() as port, connected(port) as client:
        if before == WHOLE:
            assert await client.ask() == 200
            monkeypatch.setattr(http, "PATIENCE", SHORT)
            before = BEGUN
        client.writer.write(before)
        dripping = asyncio.create_task(drip(client)) if drips else None
        with suppress(ConnectionError):
            assert await client.reader.read() == b""
        if dripping:
            dripping.cancel()


@pytest.mark.parametrize("drips", [False, True], ids=["and stops", "and drips"])
@pytest.mark.parametrize("before", [b"", BEGUN, b"BREW / HTT", WHOLE], ids=["nothing", "a head", "another", "the next one"])
def test_who_begins_a_head_and_does_not_end_it_is_hung_up_on(monkeypatch, before, drips):
    run(hung_up_on(before, drips, monkeypatch))


def test_an_answer_may_take_longer_than_a_head(monkeypatch):
    async def asked():
        async with asyncio.timeout(LONG), listening() as port, connected(port) as client:
            assert await client.ask() == 200
            monkeypatch.setattr(http, "PATIENCE", SHORT)  # from now on: whoever is slow to connect is no part of this
            return await client.ask(WHOLE.replace(b"/ ", b"/slow "))

    assert run(asked()) == 200


def test_a_trailer_is_no_header():
    async def asked():
        async with asyncio.timeout(LONG), listening() as port, connected(port) as client:
            head = b"POST /late HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            late = await client.ask(head + b"\r\n1\r\na\r\n0\r\nX-Late: y\r\n\r\n")
            return late, await client.ask(head + b"X-Late: y\r\n\r\n0\r\n\r\n")

    assert run(asked()) == (200, 400)


async def statuses(addresses):
    """What each of these is told, all open at once; the first of them once more; and the last when one has left."""
    async with asyncio.timeout(LONG), listening() as port, AsyncExitStack() as opened:
        clients = [await opened.enter_async_context(connected(port, address)) for address in addresses]
        told = [await client.ask() for client in clients[:-1]]
        last = await clients[-1].answer()
        again = await clients[0].ask()
        await clients[0].leave()
        while True:
            async with connected(port, addresses[-1]) as client:
                with suppress(ConnectionError, asyncio.IncompleteReadError):
                    if await client.ask() == 200:
                        return told, last, again


HERE, THERE, ELSEWHERE = "127.0.0.1", "127.0.0.2", "127.0.0.3"


@pytest.mark.parametrize(
    ("behind_proxy", "addresses"),
    [(False, [HERE] * 3), (False, [HERE, THERE, HERE, THERE, ELSEWHERE]), (True, [HERE] * 5)],
    ids=["of one address", "of several", "through a proxy"],
)
def test_who_comes_when_no_more_connections_can_be_held_is_told_so_and_who_is_in_stays_in(
    monkeypatch, settings, caplog, behind_proxy, addresses
):
    monkeypatch.setattr(crowded, "_said_at", [])
    for module in (crowded, http):
        monkeypatch.setattr(module, "most_connections", lambda: 4)
    settings.BEHIND_PROXY = behind_proxy
    told, last, again = run(statuses(addresses))
    assert (told, last, again) == ([200] * (len(addresses) - 1), 503, 200)
    assert [line.message.partition(":")[0] for line in caplog.records] == ["connections are refused"], "once a minute"


def test_two_servers_of_a_process_count_their_connections_together():
    first = http.SharedState()
    second = http.SharedState(first)
    first.connections.add("a page")
    second.connections |= {"a call", "another"}
    assert sorted(first.held()) == sorted(second.held()) == ["a call", "a page", "another"]
    assert second.connections == {"a call", "another"}
