"""Gives every request an id, measures it, and writes a line for it where ACCESS_LOG is on: never its address, which may hold a code."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from django.conf import settings

from playground.outages import TRY_AGAIN_AFTER
from playground.telemetry.metrics import REQUESTS, SECONDS
from playground.telemetry.request import Observed, begin

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Door = Callable[[Scope, Any, Send], Awaitable[None]]
logger = logging.getLogger("playground.requests")
_requests, _seconds = lru_cache(maxsize=1024)(REQUESTS.labels), lru_cache(maxsize=4)(SECONDS.labels)
KNOWN = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"))


async def observed(name: str, door: Door, scope: Scope, receive: Any, send: Send) -> None:
    """Lets a door answer. name: `pages` or `aws`."""
    request, start = begin(_given(scope)), time.perf_counter()

    async def noting(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            request.status = message["status"]
            message["headers"] = [*message["headers"], (b"X-Request-ID", request.request_id.encode())]
        await send(message)

    try:
        await door(scope, receive, noting)
    except asyncio.CancelledError:  # the process ends, and has waited for it as long as it does
        if not request.status:
            await _cut_short(noting)
    finally:
        _note(name, scope["method"], request, time.perf_counter() - start)


async def observed_socket(door: Door, scope: Scope, receive: Any, send: Send) -> None:
    """Lets a door answer whoever wants to open a socket; how long it then stays open is no request's time."""
    request, start = begin(_given(scope)), time.perf_counter()

    async def noting(message: dict[str, Any]) -> None:
        status = _OF_SOCKETS.get(message["type"], 0)
        if status and not request.status:
            request.status = status
            _note("sockets", "GET", request, time.perf_counter() - start)
        if message["type"] == "websocket.accept":
            message["headers"] = [*message.get("headers", ()), (b"X-Request-ID", request.request_id.encode())]
        await send(message)

    await door(scope, receive, noting)


_OF_SOCKETS = {"websocket.accept": 101, "websocket.close": 403}  # the latter only where nobody was let in before


async def _cut_short(send: Send) -> None:
    headers = [(b"Content-Type", b"text/plain"), (b"Content-Length", b"%d" % len(_CUT_SHORT))]
    headers += [(b"Connection", b"close"), (b"Retry-After", b"%d" % TRY_AGAIN_AFTER)]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": _CUT_SHORT})


_CUT_SHORT = b"This site is being stopped, and could not wait for the rest. Try again in a moment."


def _given(scope: Scope) -> str:
    if not settings.BEHIND_PROXY:
        return ""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")


def _note(name: str, method: str, request: Observed, took: float) -> None:
    _requests(name, request.route, request.status).inc()
    _seconds(name).observe(took)
    if settings.ACCESS_LOG:
        method = method if method in KNOWN else "another method"
        facts = {"door": name, "method": method, "route": request.route, "status": request.status, "ms": round(took * 1000, 1)}
        logger.info("%s %s %s: %s", name, method, request.route or "-", request.status, extra={"facts": facts})
