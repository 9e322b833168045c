"""`make bench`: measures everything and prints one table. Takes two to four minutes."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

from bench import decisions, lint, throughput
from bench.table import written

HOW = """
Each pair of figures is ours / the peer's. Decisions: one thread, best of {decisions} rounds of {pause:g} s.
HTTP: one process a server, on loopback, the same bytes from the same generator (bench/load.py, a process of its own); the
servers take turns in {rounds} rounds of {seconds:g} s; rates and ratios are medians of the rounds, p50 and p99 are over all of them.
The generator used a processor for at most {busy:.0%} of a round, so that it was not what was measured.
moto_server verifies nothing; we verify token, trust policy, signature, session and policies on every call, and keep a log of it.
"""


def main() -> None:
    """Decisions first: they need the machine for themselves for a few seconds only."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M}, {platform.python_implementation()} {platform.python_version()}, ", end="")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n", flush=True)
    rows, notes = decisions.measure()
    rows += throughput.measure()
    print(written(rows))
    how = HOW.format(
        decisions=decisions.ROUNDS,
        pause=decisions.SECONDS,
        rounds=throughput.ROUNDS,
        seconds=throughput.SECONDS,
        busy=max(row.busy for row in rows),
    )
    print(how, end="")
    for note in (*notes, *lint.measure()):
        print(note)


if __name__ == "__main__":
    main()
