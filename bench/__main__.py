"""`make bench`: measures everything and prints one table. Takes about a quarter of an hour."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime

from bench import decisions, figures, growth, lighthouse, lint, pages, sockets, start, throughput, weight
from bench.figures import Figure
from bench.table import Row, written

HOW = """
Each pair of figures is ours / the peer's. Decisions: one thread, best of {decisions} rounds of {pause:g} s.
HTTP: one process a server, on loopback, the same bytes from the same generator (bench/load.py, a process of its own); the
servers take turns in {rounds} rounds of {seconds:g} s; rates and ratios are medians of the rounds, p50 and p99 are over all of them.
The generator used a processor for at most {busy:.0%} of a round, so that it was not what was measured.
moto_server verifies nothing; we verify token, trust policy, signature, session and policies on every call, and keep a log of it.
"""


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "pages": pages.measure,
    "weight": weight.measure,
    "sockets": sockets.measure,
    "growth": growth.measure,
    "start": start.measure,
    "lighthouse": lighthouse.measure,
}
NAMES = ("decisions", "throughput", "lint", *PARTS)


def main() -> None:
    """The parts that BENCH names (`BENCH=pages,sockets make bench`), or all; decisions first, which need the machine for themselves."""
    chosen = [name for name in os.environ.get("BENCH", "").split(",") if name] or list(NAMES)
    if unknown := [name for name in chosen if name not in NAMES]:
        raise SystemExit(f"BENCH names {', '.join(unknown)}; the parts are {', '.join(NAMES)}")
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M}, {platform.python_implementation()} {platform.python_version()}, ", end="")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n", flush=True)
    _ratios(chosen)
    found = [figure for name, measure in PARTS.items() if name in chosen for figure in measure()]
    if found:
        print(figures.written(found))


def _ratios(chosen: list[str]) -> None:
    rows: list[Row] = []
    notes: list[str] = []
    if "decisions" in chosen:
        rows, notes = decisions.measure()
    if "throughput" in chosen:
        rows += throughput.measure()
    if rows:
        print(written(rows))
        print(_how(rows), end="")
    for note in (*notes, *(lint.measure() if "lint" in chosen else ())):
        print(note)


def _how(rows: list[Row]) -> str:
    return HOW.format(
        decisions=decisions.ROUNDS,
        pause=decisions.SECONDS,
        rounds=throughput.ROUNDS,
        seconds=throughput.SECONDS,
        busy=max(row.busy for row in rows),
    )


if __name__ == "__main__":
    main()
