"""How alike two texts are, and which of some names a misspelt one was meant to be, by the letters that would have to change."""

from __future__ import annotations

from collections.abc import Iterable

_ENDS = 4  # how many letters must agree at the start or at the end of a longer name


def closest(name: str, names: Iterable[str]) -> str:
    """The name that differs in the fewest letters, at most one in four; case does not count. Empty when none is near."""
    wanted = name.lower()
    most = max(1, len(wanted) // 4)
    best, found = most + 1, ""
    for other in sorted(names):
        lower = other.lower()
        if abs(len(lower) - len(wanted)) >= best or not _alike(wanted, lower):
            continue
        distance = _distance(wanted, lower, best)
        if distance < best:
            best, found = distance, other
    return found


def _alike(one: str, other: str) -> bool:
    """Whether they start or end alike: nobody gets both ends of a long name wrong."""
    ends = min(_ENDS, len(one) // 2, len(other) // 2)
    return one[:ends] == other[:ends] or one[-ends:] == other[-ends:]


def _distance(one: str, other: str, limit: int) -> int:
    """How many letters to put in, take out, change or swap with a neighbour (Damerau); `limit` when it is that many or more."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return min(limit, len(one) + len(other))
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        next_row = [n]
        for m, its in enumerate(other, 1):
            cost = min(row[m] + 1, next_row[m - 1] + 1, row[m - 1] + (letter != its))
            if n > 1 and m > 1 and letter == other[m - 2] and its == one[n - 2]:
                cost = min(cost, before[m - 2] + 1)
            next_row.append(cost)
        before, row = row, next_row
        if min(row) >= limit:
            return limit
    return min(limit, row[-1])


def common_start(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
