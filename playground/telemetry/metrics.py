"""What is counted. With PROMETHEUS_MULTIPROC_DIR set, the processes of a machine count together.

Labels have few values, and none of a visitor's.  https://prometheus.github.io/client_python/multiprocess/
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

REQUESTS = Counter("playground_requests", "Requests that were answered.", ("door", "route", "status"))
SECONDS = Histogram(
    "playground_request_seconds",
    "How long answers took.",
    ("door",),
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
DECISIONS = Counter("playground_decisions", "Calls that the sandbox decided on.", ("service", "operation", "outcome"))
SOCKETS = Gauge("playground_sockets", "Pages that listen now.", multiprocess_mode="livesum")
PUSHES = Counter("playground_pushes", "Messages that were pushed to pages.")
AWAY = Gauge("playground_away", "1 while it does not answer, or takes nothing.", ("what",), multiprocess_mode="livemax")
_SHARED = "PROMETHEUS_MULTIPROC_DIR"


def exposition() -> bytes:
    """Everything in Prometheus's text format. Raises NotADirectoryError when somebody has deleted the folder that processes share."""
    registry = REGISTRY
    if _SHARED in os.environ:
        folder = Path(os.environ[_SHARED])
        if not folder.is_dir():
            raise NotADirectoryError(f"{_SHARED} was deleted: start the processes that share it anew, and they make it")
        _forget_who_was_killed(folder)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return generate_latest(registry)


def _forget_who_was_killed(folder: Path) -> None:
    """A process that ended without a word has no sockets open and misses nothing any more; what it has counted stays."""
    for pid in {int(file.stem.rpartition("_")[2]) for file in folder.glob("gauge_live*_*.db")}:
        with suppress(PermissionError, FileNotFoundError):  # it lives, as another user; somebody else has done it
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                mark_process_dead(pid)


def process_ends() -> None:
    """What this process has open no longer counts."""
    if _SHARED in os.environ:
        mark_process_dead(os.getpid())
