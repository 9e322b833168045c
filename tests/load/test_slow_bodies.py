"""A body that comes slowly keeps no thread, and is answered as S3 does when it does not end; read with patience cut short."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.aws_endpoint import body
from playground.aws_endpoint.app import application
from playground.aws_endpoint.body import TooSlow, read_body

SCOPE = {"headers": [(b"content-length", b"1000")]}


def run(work):
    """In a thread of its own: a test's may have an event loop already, a browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def dripping(pause):
    """A client that sends a byte now and then, and never ends."""

    async def receive():
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": True}

    return receive


@pytest.mark.parametrize(("bound", "pause"), [("SILENCE", 3600), ("ALTOGETHER", 0.01)])
def test_who_never_ends_is_let_go_however_the_bytes_come(monkeypatch, bound, pause):
    monkeypatch.setattr(body, bound, 0.2)
    with pytest.raises(TooSlow):
        run(read_body(SCOPE, dripping(pause)))


def test_the_answer_is_the_one_of_s3(monkeypatch):
    monkeypatch.setattr(body, "SILENCE", 0.2)
    told = []

    async def send(message):
        told.append(message)

    scope = {"type": "http", "method": "PUT", "path": "/bucket/key", "query_string": b"", **SCOPE}
    run(application(scope, dripping(3600), send))
    assert told[0]["status"] == 400
    assert b"<Code>RequestTimeout</Code>" in told[1]["body"]
    assert (b"Connection", b"close") in told[0]["headers"]
