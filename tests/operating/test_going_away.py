"""Pages that are gone before they are told anything: nothing of theirs stays, or a visitor would run out of sockets by reloading."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from channels.db import database_sync_to_async
from django.db import connections

from playground.telemetry.metrics import SOCKETS
from playground.walkthrough.visitors.visitor import start_journey
from playground.walkthrough.wire.live import WireSocket
from playground.wire.listening import listeners
from tests.on_disk import database_on_disk, migrated

__all__ = ["database_on_disk", "migrated"]


def connect_anew():
    """The thread that reads for sockets outlives each test's database."""
    connections["default"].close()
    del connections["default"]


async def gone_at(what, session):
    """Opens a socket whose page is gone when `what` is sent to it."""
    heard = [{"type": "websocket.disconnect", "code": 1006}, {"type": "websocket.connect"}]

    async def receive():
        return heard.pop()

    async def send(message):
        if message["type"] == what:
            raise ConnectionResetError

    scope = {"type": "websocket", "path": "/ws/wire/", "query_string": b"snapshot=1", "client": None, "session": session}
    await database_sync_to_async(connect_anew)()
    try:
        await WireSocket.as_asgi()(scope, receive, send)
    finally:
        await database_sync_to_async(connect_anew)()


@pytest.mark.parametrize("what", ["websocket.accept", "websocket.send"])
def test_a_page_that_goes_away_while_its_socket_opens_is_counted_no_more(database_on_disk, what):
    session, before = {}, SOCKETS._value.get()
    account_id = start_journey(SimpleNamespace(session=session)).account_id
    with ThreadPoolExecutor(1) as pool, pytest.raises(ConnectionResetError):
        pool.submit(asyncio.run, gone_at(what, session)).result()
    assert listeners(account_id) == 0
    assert SOCKETS._value.get() == before
