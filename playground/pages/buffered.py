"""Takes a form in before a thread is given to it: who sends slowly, or never ends, keeps no thread from anybody else.

https://asgi.readthedocs.io/en/latest/specs/www.html#request-receive-event
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from playground.outages import TRY_AGAIN_AFTER
from playground.pace import Share, bodies

MOST = 4 * 1024 * 1024  # bytes; Django refuses forms above 2 MB by itself, with a page
PATIENCE = 30.0  # seconds from the head of a request to the end of its body

_WITHOUT = ("GET", "HEAD", "OPTIONS")
_HEADERS = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
_REFUSED = {
    408: b"What you sent did not arrive within the time that it may take. Send it again.",
    413: b"What you sent is larger than anything this site takes.",
    503: b"More is being sent to this site at once than it can hold. Send it again in a moment.",
}


class Buffered:
    """An application that is called with the body, when it is there as a whole."""

    def __init__(self, application: Callable[[dict[str, Any], bytes, Any], Awaitable[None]]) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answers one request."""
        if scope["method"] in _WITHOUT:
            await self.application(scope, b"", send)
            return
        with bodies().share() as share:
            await self._answer(scope, receive, send, share)

    async def _answer(self, scope: dict[str, Any], receive: Any, send: Any, share: Share) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _read(receive, share)
        except TimeoutError:
            await _refuse(408, send)
            return
        if body is None:
            return
        if isinstance(body, int):
            await _refuse(body, send)
            return
        await self.application(scope, body, send)


async def _read(receive: Any, share: Share) -> bytes | int | None:
    """The body, or the status with which it is refused; None when the client is gone."""
    body, size = bytearray(), 0
    while size <= MOST:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        size += len(message.get("body", b""))
        if share.holds(size):
            body += message.get("body", b"")
        else:
            body.clear()  # the rest is read all the same, so that the answer is not lost with the connection
        if not message.get("more_body") and size <= MOST:
            return 503 if share.refused else bytes(body)
    return 413


async def _refuse(status: int, send: Any) -> None:
    again = [(b"retry-after", b"%d" % TRY_AGAIN_AFTER)] if status == 503 else []
    await send({"type": "http.response.start", "status": status, "headers": [*_HEADERS, *again]})
    await send({"type": "http.response.body", "body": _REFUSED[status]})
