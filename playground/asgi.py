"""One process, three doors: WebSockets to channels, the AWS endpoint to the gateway, pages to Django as WSGI in one thread hop.

Django's own ASGI handler pays two thread hops for each synchronous middleware; measured, it is five to nine times slower.
"""

from __future__ import annotations

import gc
from asyncio import CancelledError
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from channels.routing import URLRouter
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.urls import path, re_path

from playground import booted
from playground.aws_endpoint.app import application as aws
from playground.operating import health
from playground.operating.observing import observed, observed_socket
from playground.pages.buffered import Buffered
from playground.pages.checkpoints import Checkpoints
from playground.pages.one_hop import OneHop
from playground.telemetry.metrics import process_ends
from playground.walkthrough.wire.live import WireSocket
from playground.walkthrough.wire.own_origin import OwnOrigin
from playground.wire.announce import begin, end

checkpoints = Checkpoints()
# One at a time is quicker than two, which only take turns at the interpreter's lock; on PostgreSQL each of them waits for it now and
# then. A class may wait for a provider beside them.
_seats = 1 if "sqlite" in settings.DATABASES["default"]["ENGINE"] else 4
pages: Any = Buffered(OneHop(booted.site, threads=32, seats=_seats))


async def nowhere(_scope: Any, receive: Any, send: Any) -> Any:
    """A socket at an address that has none."""
    await receive()
    await send({"type": "websocket.close"})


_routes = URLRouter([path("ws/wire/", WireSocket.as_asgi()), re_path("", nowhere)])
sockets: Any = OwnOrigin(SessionMiddlewareStack(_routes))


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Sends each connection to its door."""
    if scope["type"] == "lifespan":
        with suppress(CancelledError):  # whoever stops it twice waits for nothing, here and below
            await _lifespan(receive, send)
    elif scope["type"] == "websocket":
        with suppress(CancelledError):
            await observed_socket(sockets, scope, receive, send)
    elif is_aws(scope):
        await observed("aws", aws, scope, receive, send)
    elif scope["path"] in health.PATHS:
        await health.application(scope, receive, send)
    else:
        await observed("pages", pages, scope, receive, send)


_PORT_UNSAID = ":443" if settings.AWS_URL.startswith("https:") else ":80"
_names = tuple(urlsplit(url).netloc.removesuffix(_PORT_UNSAID) for url in (settings.AWS_URL, settings.SITE_URL))


def is_aws(scope: dict[str, Any]) -> bool:
    """Whether the request is meant for the AWS endpoint: by the port it came in on, or, behind a proxy, by its host name.

    A bucket may stand before that name, and the port after it.
    """
    server = scope.get("server") or ("", 0)
    if server[1] == settings.AWS_PORT:
        return True
    if not settings.BEHIND_PROXY:
        return False
    host = next((value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"), "")
    host, (aws, site) = host.removesuffix(_PORT_UNSAID), _names
    return host == aws or (host.endswith(f".{aws}") and host != site)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            begin()
            checkpoints.begin()
            gc.freeze()  # what is there by now stays; nobody has to look through it again
        else:
            checkpoints.end()
            await end()
            process_ends()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
