"""Which characters of a value and of a pattern to mark, so that one sees in what they differ."""

from __future__ import annotations

from playground.iam.divergence.alignment import Glob, Progress, follow, reversed_glob
from playground.iam.divergence.github_subject import numbers_in
from playground.iam.divergence.near_misses import Difference

Span = tuple[int, int]
Marks = tuple[tuple[Span, ...], tuple[Span, ...]]


def marks_of(difference: Difference, glob: Glob, value: str, far: Progress, *, ignore_case: bool) -> Marks:
    """The marks in the value and in the pattern as it is shown: offsets from 0 and behind the last character."""
    if difference is Difference.SUBJECT:
        return numbers_in(value), numbers_in(glob.text)
    case = _case(glob, value) if difference is Difference.CASE else ()
    return (case, case) if case else _between(glob, value, far, ignore_case)


def _case(glob: Glob, value: str) -> tuple[Span, ...]:
    """Every character that differs, when they stand one above the other."""
    if glob.wild or len(glob.text) != len(value):
        return ()
    return tuple((n, n + 1) for n, (one, other) in enumerate(zip(glob.text, value, strict=True)) if one != other)


def _between(glob: Glob, value: str, far: Progress, ignore_case: bool) -> Marks:
    """What stands between the part that fits at the start and the part that fits at the end; at least the first character."""
    read, reached = far.value, far.pattern
    behind = follow(reversed_glob(glob), value[::-1], ignore_case=ignore_case)
    stop = max(len(value) - behind.value, min(read + 1, len(value)))
    rest = len(glob.characters) - behind.pattern
    start = glob.places[reached]
    end = glob.places[rest - 1] + 1 if rest > reached else min(start + 1, len(glob.text))
    return ((read, stop),) * (stop > read), ((start, end),) * (end > start)
