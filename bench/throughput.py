"""Requests per second over HTTP, ours against moto_server: the two take turns in short rounds, because machines are noisy."""

from __future__ import annotations

from statistics import median

from bench.calls import Call, calls
from bench.load import Job, Result, drive
from bench.servers import Target, moto, playground
from bench.table import Latency, Row

CONCURRENCIES = (1, 16)
ROUNDS = 5
SECONDS = 1.5
Pair = tuple[Result, Result]


def measure() -> list[Row]:
    """A row for each call at each concurrency. The ratio is the median of the rounds' ratios."""
    with playground() as ours, moto(ours.token) as theirs:
        pairs = list(zip(calls(ours), calls(theirs), strict=True))
        return [_row((ours, theirs), pair, connections) for pair in pairs for connections in CONCURRENCIES]


def _row(targets: tuple[Target, Target], pair: tuple[Call, Call], connections: int) -> Row:
    _round(targets, pair, connections, 0.3)  # to warm up
    rounds = [_round(targets, pair, connections, SECONDS) for _ in range(ROUNDS)]
    ours, theirs = ([results[side] for results in rounds] for side in (0, 1))
    return Row(
        pair[0].name,
        f"c={connections}",
        median(result.rate for result in ours),
        targets[1].name,
        median(result.rate for result in theirs),
        pair[0].goals,
        _latency(ours),
        _latency(theirs),
        median(mine.rate / other.rate for mine, other in rounds),
        max(result.busy for result in ours + theirs),
    )


def _round(targets: tuple[Target, Target], pair: tuple[Call, Call], connections: int, seconds: float) -> Pair:
    jobs = [
        Job(target.port, call.request, call.expect, connections, seconds) for target, call in zip(targets, pair, strict=True)
    ]
    return drive(jobs[0]), drive(jobs[1])


def _latency(results: list[Result]) -> Latency:
    """Over all rounds together."""
    sorted_ = sorted(latency * 1000 for result in results for latency in result.latencies)
    return Latency(sorted_[len(sorted_) // 2], sorted_[len(sorted_) * 99 // 100])
