"""A thousand open sockets on one worker: what one costs in memory, and how long an exchange takes to reach the last of them.

A visitor may have a hundred at once, so ten visitors have a thousand; each of the ten makes a call at the same moment. The time counts from
before the calls are sent to the AWS endpoint until the last of the thousand listeners has the whole message.
"""

from __future__ import annotations

import asyncio
import html
import re
import resource
import time
from pathlib import Path
from typing import Any

import boto3
from websockets.asyncio.client import ClientConnection, connect

from bench.figures import Figure, quantile
from bench.servers import own_folder
from bench.visitors import Visitor, visitor
from tests.server import Server

SOCKETS = 1_000
VISITORS = 10
EXCHANGES = 30
GOAL = 1.0  # seconds, p99
AT_ONCE = 50  # that connect at the same time
PATIENCE = 120.0


def measure() -> list[Figure]:
    """Memory a socket; the median and the 99th percentile of the time to the last listener."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with own_folder() as folder:
        server = Server(folder, MOST_WRITES="0", MOST_ASSUMED_ROLES="0", MOST_SOCKETS="0", MOST_FORMS="0").start()
        try:
            return asyncio.run(_listened(server, [visitor(server.site) for _ in range(VISITORS)]))
        finally:
            server.stop()


async def _listened(server: Server, visitors: list[Visitor]) -> list[Figure]:
    assert server.process is not None
    terminals = [_terminal(server, one) for one in visitors]
    await _call(terminals)
    before, gate = _resident(server.process.pid), asyncio.Semaphore(AT_ONCE)
    sockets = await asyncio.gather(*(_opened(server, visitors[number % VISITORS], gate) for number in range(SOCKETS)))
    await asyncio.sleep(3)
    each = (_resident(server.process.pid) - before) / SOCKETS
    took = []
    for _ in range(EXCHANGES):
        start = time.perf_counter()
        arrivals = asyncio.gather(*(_arrival(socket) for socket in sockets))
        await _call(terminals)
        took.append(max(await asyncio.wait_for(arrivals, PATIENCE)) - start)
        await asyncio.sleep(0.3)
    for socket in sockets:
        socket.transport.abort()
    how = f"{SOCKETS:,} sockets, {EXCHANGES} exchanges"
    return [
        Figure("memory of an open socket", f"{SOCKETS:,} sockets", each / 1024, "KB"),
        Figure("exchange to the last listener, p50", how, quantile(took, 0.5), "s"),
        Figure("exchange to the last listener, p99", how, quantile(took, 0.99), "s", GOAL),
    ]


async def _call(terminals: list[Any]) -> None:
    await asyncio.gather(*(asyncio.to_thread(one.get_caller_identity) for one in terminals))


async def _opened(server: Server, one: Visitor, gate: asyncio.Semaphore) -> ClientConnection:
    """As a page opens it; what a new socket is sent at first is read away."""
    headers = {"Cookie": one.cookie, "Origin": server.site}
    async with gate:
        address = f"ws://localhost:{server.port}/ws/wire/?after=0"
        socket = await connect(address, additional_headers=headers, open_timeout=PATIENCE, max_size=None, proxy=None)
        await asyncio.wait_for(socket.recv(), PATIENCE)
        return socket


async def _arrival(socket: ClientConnection) -> float:
    await socket.recv()
    return time.perf_counter()


def _terminal(server: Server, one: Visitor) -> Any:
    """The visitor's own client, with the credentials of step 4."""
    answer = one.session.get(f"{server.site}/answer/", timeout=60).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer)
    key = re.search(r"ASIA\w{16}", answer)
    assert token is not None
    assert key is not None

    def revealed(what: str) -> str:
        page = one.session.post(f"{server.site}/reveal/{what}/", {"csrfmiddlewaretoken": token[1]}, timeout=60)
        found = re.search(r'<code data-source="([^"]+)"', page.text)
        assert found is not None
        return html.unescape(found[1])

    return boto3.client(
        "sts",
        endpoint_url=server.aws,
        region_name="eu-west-1",
        aws_access_key_id=key[0],
        aws_secret_access_key=revealed("secret-access-key"),
        aws_session_token=revealed("session-token"),
    )


def _resident(pid: int) -> int:
    """Bytes of memory in use (proc(5))."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024
