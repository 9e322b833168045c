"""Which lines of two texts differ: the shortest way from one to the other, in bounded time.

Myers, "An O(ND) Difference Algorithm and Its Variations", 1986 (https://doi.org/10.1007/BF01840446). The standard library's
`ndiff` also compares similar lines character by character, which nobody is shown and which takes seconds for two long ones.
"""

from __future__ import annotations

MOST_LINES = 4_000  # of both texts, between their first and their last difference
MOST_CHANGES = 200  # lines; where more differ, all the old ones go and all the new ones come

Signed = list[tuple[str, str]]


def line_diff(old: list[str], new: list[str]) -> Signed:
    """Each line with its sign: a space where both have it, `-` for one that goes, `+` for one that comes."""
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    between = _between(old[start : len(old) - end], new[start : len(new) - end])
    return [*_signed(" ", old[:start]), *between, *_signed(" ", old[len(old) - end :])]


def _same(one: list[str], other: list[str]) -> int:
    """How many lines two texts share from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _signed(sign: str, lines: list[str]) -> Signed:
    return [(sign, line) for line in lines]


def _between(old: list[str], new: list[str]) -> Signed:
    furthest = _furthest(old, new) if len(old) + len(new) <= MOST_LINES else None
    return [*_signed("-", old), *_signed("+", new)] if furthest is None else _way_back(old, new, furthest)


def _furthest(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """For each number of changes, how far into the old text one fewer lead on each diagonal; None when it takes too many.

    Diagonal k: k more lines of the old text than of the new one are behind.
    """
    reached = {1: 0}
    kept = []
    for changes in range(MOST_CHANGES + 1):
        kept.append(dict(reached))
        for k in range(-changes, changes + 1, 2):
            x = reached[k + 1] if _comes(reached, k, changes) else reached[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            reached[k] = x
            if x >= len(old) and x - k >= len(new):
                return kept
    return None


def _comes(reached: dict[int, int], k: int, changes: int) -> bool:
    """Whether diagonal k is reached by a line that comes, not by one that goes."""
    return k == -changes or (k != changes and reached[k - 1] < reached[k + 1])


def _way_back(old: list[str], new: list[str], furthest: list[dict[int, int]]) -> Signed:
    made: Signed = []
    x, y = len(old), len(new)
    for changes in range(len(furthest) - 1, -1, -1):
        comes = _comes(furthest[changes], x - y, changes)
        k = x - y + (1 if comes else -1)
        before = furthest[changes][k]
        while x > before and y > before - k:
            x, y = x - 1, y - 1
            made.append((" ", old[x]))
        if changes:
            made.append(("+", new[before - k]) if comes else ("-", old[before]))
        x, y = before, before - k
    return made[::-1]
