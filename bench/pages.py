"""The five step pages: 16 visitors, each at the end of a journey of their own, who ask for page after page without a pause.

The peer is a bare Django view that answers the same bytes (bench/bare.py). Processor time a page is the steady figure: on one core,
16 such visitors wait 16 times as long for a page as it takes. The last lines are of visitors who look at each page for a second.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.figures import Figure, quantile
from bench.load import Job, Result, drive
from bench.servers import bare, own_folder
from bench.visitors import STEPS, Visitor, request, visitor
from tests.server import Server

VISITORS = 16
GOAL = 50  # ms, at the 95th percentile
ROUNDS = 3
SECONDS = 4.0
LOOK = 1.0  # seconds, at the mean
SHARES = (0.5, 0.95)


def measure() -> list[Figure]:
    """Percentiles of each page and of all, and the processor time of one; the two servers take turns."""
    with own_folder() as folder:
        server = Server(folder, MOST_ASSUMED_ROLES="0", MOST_WRITES="0", MOST_SIGN_INS="0", MOST_FORMS="0").start()
        try:
            with ThreadPoolExecutor(2) as workers:
                visitors = list(workers.map(lambda _: visitor(server.site), range(VISITORS)))
            return _against_bare(server, visitors, folder / "pages")
        finally:
            server.stop()


def _against_bare(server: Server, visitors: list[Visitor], folder: Path) -> list[Figure]:
    folder.mkdir()
    tours = [[request(server.port, path, one.cookie) for path in STEPS] for one in visitors]
    shown = [visitors[0].session.get(f"{server.site}{path}", stream=True, timeout=60).raw.read() for path in STEPS]
    assert server.process is not None
    with bare(folder, shown) as port:
        bare_tours = [[request(port, f"/{number}", one.cookie) for number in range(len(STEPS))] for one in visitors]
        jobs = (
            Job(server.port, "", "", VISITORS, SECONDS, tours=tours),
            Job(port, "", "", VISITORS, SECONDS, tours=bare_tours),
        )
        ours, theirs, spent = [], [], 0.0
        for _ in range(ROUNDS):
            before = processor_seconds(server.process.pid)
            ours.append(drive(jobs[0]))
            spent += processor_seconds(server.process.pid) - before
            theirs.append(drive(jobs[1]))
        looking = [_latencies([drive(replace(job, pause=LOOK, seconds=ROUNDS * SECONDS))], -1) for job in jobs]
    return _figures(ours, theirs, spent) + [_figure("all five", "a second at each, ", share, *looking) for share in SHARES]


def _figures(ours: list[Result], theirs: list[Result], spent: float) -> list[Figure]:
    pages = [*enumerate(STEPS), (-1, "all five")]
    made = sum(len(result.latencies) for result in ours)
    return [
        *(
            _figure(path, "", share, _latencies(ours, place), _latencies(theirs, place))
            for place, path in pages
            for share in SHARES
        ),
        Figure("a page", "processor time", spent / made * 1000, "ms", GOAL / VISITORS),
    ]


def _figure(path: str, how: str, share: float, mine: list[float], other: list[float]) -> Figure:
    how, most = f"c={VISITORS}, {how}p{share * 100:.0f}", GOAL if share > 0.9 else None
    return Figure(f"page {path}", how, quantile(mine, share), "ms", most, peer="bare", theirs=quantile(other, share))


def _latencies(results: list[Result], place: int) -> list[float]:
    """Milliseconds; of one page, or with -1 of all."""
    return [
        latency * 1000
        for result in results
        for latency, at in zip(result.latencies, result.places, strict=True)
        if place in (-1, at)
    ]


def processor_seconds(pid: int) -> float:
    """User and system time that a process has used (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
