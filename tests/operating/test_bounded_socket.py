"""A socket that its bounds close while its page is still being answered: nothing more is said, and no stack trace written."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
import uvloop
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.server import ServerState
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from playground.operating.http import BoundedHttp
from playground.operating.sockets import BoundedSocket

LONG = 60  # seconds


@pytest.mark.parametrize("kind", ["websocket.send", "websocket.close"])
def test_to_a_socket_that_was_hung_up_on_nothing_more_is_said(caplog, kind):
    met = []

    async def late(_scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        try:
            await send({"type": kind, "text": "too late"})
        except BaseException as error:
            met.append(type(error))
            raise

    async def spoil():
        loop = asyncio.get_running_loop()
        config = uvicorn.Config(late, http=BoundedHttp, ws=BoundedSocket, ws_max_size=1000, log_config=None)
        config.load()
        async with await loop.create_server(lambda: BoundedHttp(config, ServerState(), {}, loop), "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            async with asyncio.timeout(LONG), connect(f"ws://{host}:{port}/") as socket:
                await socket.send("x" * 1001)
                with pytest.raises(ConnectionClosed):
                    await socket.recv()
                while not met:
                    await asyncio.sleep(0.01)

    with caplog.at_level(logging.ERROR), ThreadPoolExecutor(1) as pool:
        pool.submit(uvloop.run, spoil()).result()
    assert met == [ClientDisconnected]
    assert not caplog.records
