"""The server as a visitor meets it: `manage.py serve` in a process of its own, on free ports, with a folder of its own."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import closing, suppress
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds for a process to start or to end: how busy a machine is, is no property of the product
# Below those that Linux gives to whoever connects to something, above those to which Chromium does not go (10080).
# https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range
PORTS = range(11_000, 32_000)
_ours: list[socket.socket] = []


def free_port() -> int:
    """One that is this test run's for good: between two starts of a server nobody else gets it, no other run on this machine either."""
    while True:
        port, mark = secrets.choice(PORTS), socket.socket(socket.AF_UNIX)
        with closing(socket.socket()) as probe, suppress(OSError):
            mark.bind(
                f"\0playground-port-{port}"
            )  # a name without a file, which goes when this process does (unix(7), abstract)
            probe.bind(("127.0.0.1", port))
            _ours.append(mark)
            return port
        mark.close()


def _new_database(folder: Path) -> str:
    """In the folder, or with TEST_POSTGRES_URL (`postgres://user@host:port`) on that server."""
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        return f"sqlite:///{folder / 'playground.sqlite3'}"
    name = f"site_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


class Server:
    """Started with `start`, stopped with `stop` or, as a power cut would, with `kill`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port, self.aws_port = free_port(), free_port()
        self.site, self.aws = f"http://localhost:{self.port}", f"http://localhost:{self.aws_port}"
        self.folder = folder
        self.log = folder / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "PLAYGROUND_VAR": str(folder),
            "DATABASE_URL": _new_database(folder),
            "PORT": str(self.port),
            "AWS_PORT": str(self.aws_port),
            **settings,
        }
        # Commands that run another in surroundings of its own, and become it: the server; what `manage` runs beside it.
        self.within: list[str] = []
        self.beside: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        if not (ROOT / "build" / "static" / "staticfiles.json").exists():
            raise RuntimeError("the static files are not built; run `make test`, or `make build/static/staticfiles.json` once")
        with self.log.open("ab") as log:
            command = [*self.within, sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self._wait()
        return self

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.site, timeout=PATIENCE) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def manage(self, *arguments: str) -> str:
        """Runs a management command beside the server."""
        command = [*self.beside, sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True).stdout

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)

    def kill(self) -> None:
        """SIGKILL: nothing gets a chance to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE)
