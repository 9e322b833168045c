"""The table of what has a goal of its own: a figure, the most that it may be, and a named peer's in the same run where there is one."""

from __future__ import annotations

from typing import NamedTuple

HEAD = ("what", "how", "figure", "goal", "peer", "ratio")


class Figure(NamedTuple):
    """One measurement. most, least: the goal, where there is one.  theirs: the peer's, in the same unit."""

    what: str
    how: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    peer: str = ""
    theirs: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the goal is."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)


def written(figures: list[Figure]) -> str:
    """The table as text."""
    lines = [HEAD, *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in lines
    )


def _cells(one: Figure) -> tuple[str, ...]:
    bound = f"<= {_number(one.most)}" if one.most is not None else f">= {_number(one.least)}" if one.least is not None else ""
    return (
        one.what,
        one.how,
        f"{_number(one.value)} {one.unit}",
        f"{bound} {'yes' if one.reached else 'NO'}" if bound else "",
        f"{_number(one.theirs)} {one.peer}" if one.theirs is not None else "",
        f"{one.value / one.theirs:.1f}x" if one.theirs else "",
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if 0 < value < 1 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of them lies."""
    in_order = sorted(values)
    return in_order[min(len(in_order) - 1, int(len(in_order) * share))]
