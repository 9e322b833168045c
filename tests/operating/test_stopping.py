"""SIGTERM in the middle of things: what is under way is answered, sockets are told to come again, and nothing new is taken."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import time

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

import manage
from playground.operating.draining import DrainingServer
from playground.operating.observing import observed
from playground.operating.own_loop import OwnLoop
from tests.load.visitor import Visitor, walk
from tests.server import Server

UNDER_WAY = 4  # requests at each door
PATIENCE = 60  # seconds


async def in_the_middle(server):
    """Answers the statuses of what was under way, and the code with which a socket was closed."""
    visitor = Visitor(server.site)
    await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")
    pages = [Visitor(server.site, dict(visitor.cookies)) for _ in range(UNDER_WAY)]
    calls = [Visitor(server.aws) for _ in range(UNDER_WAY)]
    cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())}
    async with asyncio.timeout(PATIENCE):
        async with connect(
            f"{server.site.replace('http', 'ws')}/ws/wire/", origin=server.site, additional_headers=cookies
        ) as page:
            for one in (*pages, *calls):
                await one.ask("GET", "/about/")  # each has a line by now
            asked = [asyncio.create_task(one.ask("GET", "/call/")) for one in pages]
            asked += [asyncio.create_task(one.ask("GET", "/bucket/key")) for one in calls]
            await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            server.process.send_signal(signal.SIGTERM)
            answers = await asyncio.gather(*asked)
            try:
                while True:
                    await page.recv()
            except ConnectionClosed as closed:
                code = closed.rcvd.code
    for one in (visitor, *pages, *calls):
        await one.close()
    return [answer.status for answer in answers], code


def test_at_sigterm_what_is_under_way_is_answered_and_sockets_are_told_to_come_again(tmp_path):
    server = Server(tmp_path).start()
    statuses, code = walk(Visitor(server.site), in_the_middle(server))
    assert statuses == [200] * UNDER_WAY + [404] * UNDER_WAY
    assert code == 1012
    assert server.process.wait(PATIENCE) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0
    log = server.log.read_text()
    assert "Traceback" not in log
    assert "Cancel" not in log


def test_a_call_that_is_still_being_sent_is_answered_though_no_page_is_under_way(tmp_path):
    server = Server(tmp_path).start()
    with socket.create_connection(("127.0.0.1", server.aws_port), PATIENCE) as line:
        line.settimeout(PATIENCE)
        line.sendall(b"PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 100")  # it has begun
        server.process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(2)  # in which the site's own part is through
        line.sendall(b"abcd")
        assert line.recv(65536).startswith(b"HTTP/1.1 404")
    assert server.process.wait(PATIENCE) == 0
    assert "Cancel" not in server.log.read_text()


@pytest.mark.parametrize("door", ["port", "aws_port"])
def test_who_stops_it_twice_does_not_wait_and_finds_no_stack_trace(tmp_path, door):
    server = Server(tmp_path).start()
    with socket.create_connection(("127.0.0.1", getattr(server, door)), PATIENCE) as line:
        line.sendall(b"PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 100")  # it has begun
        server.process.send_signal(signal.SIGINT)
        with socket.socket() as probe:
            while probe.connect_ex(("127.0.0.1", server.port)) == 0:
                time.sleep(0.1)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(PATIENCE) == 0
    assert "Traceback" not in server.log.read_text()


def test_what_cannot_be_waited_for_any_longer_is_told_to_try_again():
    async def endless(_scope, receive, _send):
        await receive()

    async def cut_short():
        said, begun = [], asyncio.Event()

        async def receive():
            begun.set()
            await asyncio.Event().wait()

        async def send(message):
            said.append(message)

        task = asyncio.create_task(observed("pages", endless, {"method": "PUT", "headers": []}, receive, send))
        await begun.wait()
        task.cancel()
        await task
        return said[0]["status"], dict(said[0]["headers"])

    status, headers = walk(Visitor(""), cut_short())
    assert (status, headers[b"Connection"], headers[b"Retry-After"]) == (503, b"close", b"3")


def test_a_command_that_is_interrupted_ends_without_a_stack_trace(monkeypatch):
    def interrupted(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "execute_from_command_line", interrupted)
    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == 130


def test_where_the_aws_endpoint_fails_the_site_ends_with_it(caplog):
    class Failing(uvicorn.Server):
        async def serve(self, sockets=None):
            raise OSError("the door is gone")

    server = DrainingServer(uvicorn.Config("nowhere"))
    endpoint = OwnLoop(server, Failing(uvicorn.Config("nowhere")), None)
    endpoint.begin()
    server.beside[1].join(PATIENCE)
    assert (endpoint.failed, server.should_exit) == (True, True)
    assert "the door is gone" in caplog.text
