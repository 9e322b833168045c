"""What a step is: its place in the rail, what it says of itself there, and what its page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.walkthrough.journey import Journey

Context = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One of the five. stands: done, fail or todo, and a few words.  context: for its template; the journey may be None.

    needs: why it can show nothing yet, as a sentence, or empty; only when it is empty is `context` asked, with the journey or None.
    """

    number: int
    slug: str
    title: str
    template: str
    stands: Callable[[Journey | None], tuple[str, str]]
    needs: Callable[[Journey | None], str]
    context: Callable[[Any], Context]
