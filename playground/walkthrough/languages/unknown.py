"""What reading a language can come to besides a value: an expression that is not run here, or a text that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 32_000  # characters of a value


@dataclass(frozen=True)
class Unknown:
    """An expression that would have to be run. source: as it was written."""

    source: str


class Work:
    """How much may still be done for one text, so that a small text cannot ask for a long calculation."""

    def __init__(self, steps: int = 2_000) -> None:
        self._steps = steps

    def spend(self, length: int = 0) -> None:
        """One step, which made a text of that length. Raises Unreadable."""
        self._steps -= 1
        if self._steps < 0 or length > LONGEST:
            raise Unreadable("there are too many values in this to be read; paste the call alone")


class Unreadable(Exception):
    """Raised for a text that is not what it should be. says, values: a sentence, as in a Finding."""

    def __init__(self, says: str, *values: str) -> None:
        super().__init__(says)
        self.says, self.values = says, values


_ENDS = re.compile(r"[ \t]+(\n|$)")


def no_space_behind(text: str, at: int, goes_on: str) -> None:
    """The mark behind which a command goes on must be the last of its line. goes_on: its name. Raises Unreadable."""
    if _ENDS.match(text, at + 1):
        line, mark = str(text.count("\n", 0, at) + 1), goes_on.partition(" ")[2]
        says = "line {} has a space behind its last {}, so the command would end there; take it away"
        raise Unreadable(says, line, mark)
