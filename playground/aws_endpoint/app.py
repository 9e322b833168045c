"""The ASGI application behind the AWS endpoint.  https://asgi.readthedocs.io/en/latest/specs/www.html"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.conf import settings
from django.db import close_old_connections

from playground.assembly.issuers import asks_an_outsider, asks_outside
from playground.assembly.keeping import Noted, keep
from playground.assembly.sandbox import judge
from playground.aws_endpoint.body import GoneAway, NoRoom, Receive, Scope, TooLarge, TooSlow, read_body
from playground.aws_endpoint.cut import cut
from playground.aws_endpoint.sending import Send, send_body
from playground.pace import Share, bodies
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.gateway import Answer
from playground.telemetry.request import on_route
from playground.turns import Turns, between

_waiting = ThreadPoolExecutor(8, "aws-waiting")  # for calls that may have to wait for a real provider, seconds perhaps
# On PostgreSQL, which has many writers; on SQLite, where nothing but this answers.
_others = ThreadPoolExecutor(1 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 8, "aws")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers one HTTP request."""
    with bodies().share() as share:
        await _answer(scope, receive, send, share)


async def _answer(scope: Scope, receive: Receive, send: Send, share: Share) -> None:
    try:
        body = await read_body(scope, receive, share)
    except GoneAway:
        return
    except (TooLarge, TooSlow, NoRoom) as why:
        await _write(cut(why), scope, send)
        return
    request = request_of(scope, body)
    given = await _given(request)
    on_route(f"{given.service}:{given.operation}" if given.operation else given.service)
    await _write(given.response, scope, send)


async def _given(request: HttpRequest) -> Answer:
    waits = "authorization" not in request.headers and (asks_outside() or asks_an_outsider(request))
    if between.loop is not None and not waits:
        given, _ = await _turns.take(request)
        return given
    threads = _waiting if waits else _others
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, _answered, request)


def _plain(address: str) -> str:
    """An IPv4 address as itself, and not as a socket for both kinds writes it (RFC 4291, section 2.5.5.2): policies compare it."""
    return address.removeprefix("::ffff:") if "." in address else address


def request_of(scope: Scope, body: bytes) -> HttpRequest:
    """The request as plain data; the path and the query as they came, because the signature covers them so."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:  # names as ASGI has them, in small letters
        key, text = name.decode("latin-1"), value.decode("utf-8", "surrogateescape")
        headers[key] = f"{headers[key]},{text}" if key in headers else text
    raw = scope.get("raw_path") or scope["path"].encode()
    return HttpRequest(
        scope["method"],
        raw.decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers,
        body,
        _plain((scope.get("client") or ("127.0.0.1", 0))[0]),
        scope.get("scheme") == "https",
    )


Judged = tuple[Answer, list[Noted]]
_READING = ("Get", "Head", "List", "AssumeRoleWithWebIdentity")


def _judged(request: HttpRequest) -> Judged:
    return judge(request, "terminal")


def _patient(judged: Judged) -> bool:
    """Whether nothing was written but the logs."""
    return judged[0].service != "cognito" and judged[0].operation.startswith(_READING)


def _kept(judged: list[Judged]) -> None:
    try:
        keep([call for _, noted in judged for call in noted])
    finally:
        close_old_connections()  # a pooled one goes back


def _answered(request: HttpRequest) -> Answer:
    try:
        given, noted = _judged(request)
        keep(noted)
        return given
    finally:
        close_old_connections()


_turns = Turns(_judged, _patient, _kept, between)


# An object may be a page, and a browser gives what one host serves the cookies of another port: no script of it may run.
_ALWAYS = [
    (b"Server", b"FederationPlayground"),
    (b"Content-Security-Policy", b"sandbox"),
    (b"X-Content-Type-Options", b"nosniff"),
]


async def _write(response: HttpResponse, scope: Scope, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("utf-8", "surrogateescape")) for name, value in response.headers]
    if response.status not in (204, 304) and not any(name.lower() == b"content-length" for name, _ in headers):
        headers.append((b"Content-Length", b"%d" % len(response.body)))
    headers += _ALWAYS
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send_body(b"" if scope["method"] == "HEAD" else response.body, scope, send)
