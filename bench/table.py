"""The table that is printed: what was measured, ours beside the peer's, the ratio, and which goals it reaches."""

from __future__ import annotations

from typing import NamedTuple

HEAD = ("what", "how", "ours/s", "peer/s", "ratio", "p50 ms", "p99 ms", "goals", "peer")
LEFT = {"what", "how", "goals", "peer"}


class Latency(NamedTuple):
    """Milliseconds."""

    p50: float
    p99: float


class Row(NamedTuple):
    """One measurement. ours, theirs: per second; theirs is None where the peer was not measured.

    goals: ratios to reach.  least: what ours is to reach, whatever the peer does.
    latencies: for what goes over HTTP; there, a p99 below the peer's is a goal as well.
    measured_ratio: where it is not simply the quotient.  busy: the most that the load generator was, 1.0 being all the time.
    """

    what: str
    how: str
    ours: float
    peer: str
    theirs: float | None
    goals: tuple[float, ...]
    latency: Latency | None = None
    their_latency: Latency | None = None
    measured_ratio: float | None = None
    busy: float = 0.0
    least: float = 0.0

    @property
    def ratio(self) -> float | None:
        """How many times the peer."""
        return self.measured_ratio or (self.ours / self.theirs if self.theirs else None)


def written(rows: list[Row]) -> str:
    """The table as text."""
    lines = [HEAD, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    placed = [
        cell.ljust(width) if name in LEFT else cell.rjust(width) for name, cell, width in zip(HEAD, cells, widths, strict=True)
    ]
    return "  ".join(placed).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    mine, other = row.latency, row.their_latency
    return (
        row.what,
        row.how,
        _number(row.ours),
        _number(row.theirs) if row.theirs else "-",
        f"{row.ratio:.1f}x" if row.ratio else "-",
        f"{mine.p50:.1f} / {other.p50:.1f}" if mine and other else "",
        f"{mine.p99:.1f} / {other.p99:.1f}" if mine and other else "",
        ", ".join(_goals(row)),
        row.peer,
    )


def _goals(row: Row) -> list[str]:
    """Each goal, and whether it is reached."""
    reached = [(f"{row.least:,.0f}", row.ours >= row.least)] if row.least else []
    if row.ratio is None:
        return [*_told(reached), *(f"{goal:g}x unknown" for goal in row.goals)]
    reached += [(f"{goal:g}x", row.ratio >= goal) for goal in row.goals]
    if row.latency and row.their_latency:
        reached.append(("p99", row.latency.p99 < row.their_latency.p99))
    return _told(reached)


def _told(reached: list[tuple[str, bool]]) -> list[str]:
    return [f"{goal} {'yes' if yes else 'NO'}" for goal, yes in reached]


def _number(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
