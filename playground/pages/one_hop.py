"""Django behind ASGI: a request goes to a thread as a whole, and its answer comes back as a whole.  https://peps.python.org/pep-3333/

a2wsgi's middleware would wait at the event loop for each part of an answer, three times a page, and for the interpreter's lock each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO
from typing import Any, NamedTuple

from a2wsgi.wsgi import build_environ

from playground.seats import LONG, Seats

Site = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answer(NamedTuple):
    """status: the number.  headers: as ASGI has them."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class OneHop:
    """An ASGI application for requests whose body is there already.

    threads: how many requests may be under way, of which all may wait for a provider.  seats: how many of them may work.
    patience: seconds after which one that still works counts no longer.
    """

    def __init__(self, site: Site, threads: int, seats: int, patience: float = LONG) -> None:
        self._site = site
        self._places = asyncio.Semaphore(threads)  # a seat is for who has a thread: others would keep it from those
        self._seats = Seats(seats, patience)
        self._threads = ThreadPoolExecutor(threads, "pages")

    async def __call__(self, scope: dict[str, Any], body: bytes, send: Any) -> None:
        """Answers one request."""
        environ: Any = build_environ(scope, BytesIO(body))
        environ["CONTENT_LENGTH"] = str(len(body))
        async with self._places, self._seats.seat():
            thread = asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, self._answer, environ)
            answer = await thread
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    def _answer(self, environ: dict[str, Any]) -> Answer:
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        parts: Any = self._site(environ, lambda status, headers, _=None: begun.append((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = begun[-1]
        # Django writes a cookie with a space before it, which h11 takes for an error.
        sent = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
        return Answer(int(status[:3]), sent, body)
