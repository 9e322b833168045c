"""`manage.py serve`: brings the database up to date, opens the terminal's account, and serves both addresses from one process."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shlex
import signal
import socket
import sys
from importlib import import_module
from typing import Any, Literal

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from uvicorn.server import HANDLED_SIGNALS

from playground.assembly.accounts import ensure_terminal_account
from playground.operating.crowded import FEWEST, SPARE
from playground.operating.draining import GRACE, DrainingServer, LastCall
from playground.operating.http import BoundedHttp
from playground.operating.own_loop import OwnLoop
from playground.operating.sockets import BoundedSocket


class Command(BaseCommand):
    """What `make run` runs."""

    help = "Serve the site and the AWS endpoint."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Ctrl-C ends it."""
        _allow_many_sockets()
        doors = {name: _bind(port, name) for name, port in (("PORT", settings.PORT), ("AWS_PORT", settings.AWS_PORT))}
        _migrate()
        ensure_terminal_account()
        import_module("playground.asgi")  # takes a while, too
        # Until the server hears them: in between, a signal would end a part of what has begun, or nothing.
        signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED_SIGNALS)
        for name, door in doors.items():
            _listen(door, name)
        self.stdout.write(_WELCOME.format(site=settings.SITE_URL, aws=settings.AWS_URL, here=_here()))
        self.stdout.flush()
        signal.signal(signal.SIGTERM, _ended)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn has shut down by then, and raises it once more
            _serve(*doors.values())


def _serve(site: socket.socket, aws: socket.socket) -> None:
    """On SQLite the AWS endpoint has a loop of its own, whose thread answers; elsewhere many threads answer for both."""
    server = DrainingServer(_config())
    if connection.vendor != "sqlite":
        server.run(sockets=[site, aws])
        return
    endpoint = OwnLoop(server, LastCall(_config(lifespan="off", ws="none")), aws)
    endpoint.begin()
    server.run(sockets=[site])
    if endpoint.failed:
        raise CommandError("The AWS endpoint ended by itself; what the log says before this line is why.")


_WELCOME = """
  Federation Playground

  Open        {site}
  AWS endpoint {aws}   (AWS_ENDPOINT_URL for the AWS CLI and SDKs)
  Terminal    eval "$({here}.venv/bin/python manage.py demo_token --shell)"; aws s3 ls

  Ctrl-C stops it. What visitors did is kept.
"""


def _here() -> str:
    """What another terminal has to be told, so that a command there finds this server and its database. No password is printed."""
    told = {"AWS_URL": settings.AWS_URL} if settings.AWS_URL != settings.USUAL_AWS_URL else {}
    if os.environ.get("PLAYGROUND_VAR"):
        told["PLAYGROUND_VAR"] = str(settings.VAR.absolute())
    database = os.environ.get("DATABASE_URL", "")
    if database and "@" not in database:
        told["DATABASE_URL"] = database
    return "".join(f"{name}={shlex.quote(value)} " for name, value in told.items())


def _ended(*_: Any) -> None:
    """uvicorn raises SIGTERM once more when it has shut down: an end in order, which waits for no thread that hangs."""
    sys.stdout.flush()
    os._exit(0)


def _allow_many_sockets() -> None:
    """A thousand open pages are a thousand descriptors, and many systems begin with 1,024: as many as this process may ask for.

    Raises CommandError where these are so few that everybody would be answered that there are no more connections.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):  # some systems say `infinity` and take less
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    may, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if may != resource.RLIM_INFINITY and may < SPARE + FEWEST:
        raise CommandError(f"This process may have {may} files open, and needs {SPARE + FEWEST}: raise `ulimit -n`.")


def _migrate() -> None:
    """Brings the database up to date; of processes that start at the same time one does it, and the others wait."""
    if connection.vendor != "postgresql":
        call_command("migrate", verbosity=0, interactive=False)
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
        if encoding != "UTF8":
            raise CommandError(
                f"The database's encoding is {encoding}; it has to be UTF8, because visitors write in any letters: "
                "CREATE DATABASE playground ENCODING 'UTF8' TEMPLATE template0."
            )
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


_MIGRATING = 0x706C6179  # any number that nobody else locks in this database


def _config(lifespan: Literal["on", "off"] = "on", ws: Literal["none"] | type[BoundedSocket] = BoundedSocket) -> uvicorn.Config:
    return uvicorn.Config(
        "playground.asgi:application",
        lifespan=lifespan,
        http=BoundedHttp,
        log_config=None,  # its lines go where ours go, masked
        log_level="warning",
        access_log=False,  # an address may hold a code
        server_header=False,
        proxy_headers=settings.BEHIND_PROXY,
        forwarded_allow_ips=settings.TRUSTED_PROXIES if settings.BEHIND_PROXY else [],
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
        ws=ws,
        ws_max_size=4096,  # bytes; a page has one short thing to say (walkthrough/wire/live.py)
        ws_per_message_deflate=False,  # a compressor of its own for every open page, and each would compress the same news again
    )


def _bind(port: int, name: str) -> socket.socket:
    """Taken from now on. Nobody is let in before there is somebody to answer: a proxy would wait here, where another process has time."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    # With its protocol said, asyncio switches Nagle's algorithm off; without, each answer waits 40 ms for an acknowledgement.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.HOST, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CommandError(
                f"Nothing can listen on {settings.HOST}, port {port} ({error}). HOST and {name} say where."
            ) from error
        raise _taken(port, name) from error
    return door


def _listen(door: socket.socket, name: str) -> None:
    try:
        door.listen(2048)
    except OSError as error:  # two were started at the same moment, and the other was here first
        raise _taken(door.getsockname()[1], name) from error


def _taken(port: int, name: str) -> CommandError:
    return CommandError(f"Port {port} is taken. Set {name} to another, as in `{name}={port + 100} make run`.")
