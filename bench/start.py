"""From `make run` on an installed tree to the first page: once with nothing kept, once with what the first run kept."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from bench.figures import Figure
from bench.servers import own_folder
from tests.server import ROOT, free_port

GOAL = 3  # seconds
ROUNDS = 3


def measure() -> list[Figure]:
    """Seconds; the second start is the best of some, for a start is read from a disk that others use as well."""
    with own_folder() as folder:
        first = _seconds(folder)
        again = min(_seconds(folder) for _ in range(ROUNDS))
    return [
        Figure("`make run` to the first page", "with a new database", first, "s", GOAL),
        Figure("`make run` to the first page", f"again, best of {ROUNDS}", again, "s", GOAL),
    ]


def _seconds(folder: Path) -> float:
    port = str(free_port())
    database = f"sqlite:///{folder / 'playground.sqlite3'}"
    own = {"PORT": port, "AWS_PORT": str(free_port()), "PLAYGROUND_VAR": str(folder), "DATABASE_URL": database}
    began = time.perf_counter()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env=os.environ | own, start_new_session=True, **silent)
    try:
        _wait(f"http://localhost:{port}/")
        return time.perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)


def _wait(address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
