"""The two servers that are compared: ours as `make run` starts it and moto's as its package does, one process each."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.server import ROOT, Server, free_port

ACCOUNT = "123456789012"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGoogle"
BUCKET = f"photo-app-{ACCOUNT}"


class Target(NamedTuple):
    """A running server. token: a valid ID token; moto takes any text."""

    name: str
    port: int
    token: str


@contextmanager
def own_folder() -> Iterator[Path]:
    """Beside where `make run` keeps its state: the same kind of disk."""
    parent = ROOT / "build" / "bench"
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


@contextmanager
def playground() -> Iterator[Target]:
    """Ours, in a folder of its own."""
    with own_folder() as folder:
        server = Server(folder, MOST_ASSUMED_ROLES="0", MOST_WRITES="0", MOST_SIGN_INS="0").start()
        try:
            yield Target("playground", server.aws_port, server.manage("demo_token").strip())
        finally:
            server.stop()


@contextmanager
def moto(token: str) -> Iterator[Target]:
    """moto_server, which writes its log to nowhere."""
    port = free_port()
    command: list[str | Path] = [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/moto-api/")
        yield Target("moto_server", port, token)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def bare(folder: Path, pages: list[bytes]) -> Iterator[int]:
    """A Django project of one view (bench/bare.py) that answers /0 to /4 with these bytes; yields its port."""
    for number, body in enumerate(pages):
        (folder / str(number)).write_bytes(body)
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port), str(folder)], cwd=ROOT)
    try:
        _wait(f"http://127.0.0.1:{port}/0")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, patience: float = 40) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
