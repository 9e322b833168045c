"""Takes a form in before a thread is given to it: who sends slowly, or never ends, keeps no thread from anybody else.

https://asgi.readthedocs.io/en/latest/specs/www.html#request-receive-event
"""

from __future__ import annotations

import asyncio
from typing import Any

MOST = 4 * 1024 * 1024  # bytes; Django refuses forms above 2 MB by itself, with a page
PATIENCE = 30.0  # seconds from the head of a request to the end of its body

_WITHOUT = ("GET", "HEAD", "OPTIONS")
_HEADERS = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
_REFUSED = {
    408: b"What you sent did not arrive within the time that it may take. Send it again.",
    413: b"What you sent is larger than anything this site takes.",
}


class Buffered:
    """An application that is called when the body is there as a whole."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answers one request."""
        if scope["method"] in _WITHOUT:
            await self.application(scope, receive, send)
            return
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _read(receive)
        except TimeoutError:
            await _refuse(408, send)
            return
        if body is None:
            return
        if len(body) > MOST:
            await _refuse(413, send)
            return
        await self.application(scope, _giving(body, receive), send)


async def _read(receive: Any) -> bytes | None:
    """The body, or more than MOST of it; None when the client is gone."""
    body = bytearray()
    while len(body) <= MOST:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return bytes(body)


def _giving(body: bytes, receive: Any) -> Any:
    left = [body]

    async def give() -> dict[str, Any]:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        told: dict[str, Any] = await receive()
        return told

    return give


async def _refuse(status: int, send: Any) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _REFUSED[status]})
