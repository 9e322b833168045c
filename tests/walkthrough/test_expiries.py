"""The socket of a page says when a token or credentials end, also when this site forgets them at that moment."""

import asyncio
import time
from contextlib import suppress

from playground.walkthrough.wire import live


def said(*answers):
    """What a socket sends in a second, and whether it hung up, when what it asks for is answered so, one after the other."""
    socket, sent, left = live.WireSocket(), [], list(answers)
    socket.asked = asyncio.Event()

    async def ends():
        return left.pop(0) if len(left) > 1 else left[0]

    async def send_json(message):
        sent.append(message["what"])

    async def close(code):
        sent.append(code)

    socket._ends, socket.send_json, socket.close = ends, send_json, close

    async def listen():
        with suppress(TimeoutError):
            await asyncio.wait_for(socket._expiries(), 1)

    asyncio.run(listen())
    return sent


def test_what_is_forgotten_when_it_ends_has_ended():
    assert said({"credentials": time.time() + 0.3}, {}) == ["credentials"]


def test_what_ends_is_said_once():
    assert said({"token": time.time() + 0.2}) == ["token"]


def test_what_was_over_long_ago_is_not_said():
    assert said({"token": time.time() - 3600}) == []


def test_a_visitor_who_is_gone_is_hung_up_on():
    assert said(None) == [live.GONE]
