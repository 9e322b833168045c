"""How often somebody may do something: a bucket of tokens each, that fills again by the minute.  https://en.wikipedia.org/wiki/Token_bucket

Counted in this process alone (shared.py counts for several); nothing is written, and who comes back later has waited.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST = 20_000  # names that are remembered; of more, those that were quiet longest are forgotten


class Pace:
    """At most `each_minute` for each name, all at once or spread; 0 is without bound. clock: seconds, from anywhere."""

    def __init__(self, each_minute: int, clock: Callable[[], float]) -> None:
        self.each_minute, self.clock = each_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when that was
        self._lock = Lock()

    def take(self, name: str) -> bool:
        """Whether one more is within the bound; if so, it is counted."""
        if not self.each_minute:
            return True
        now, most = self.clock(), float(self.each_minute)
        with self._lock:
            left, at = self._left.pop(name, (most, now))
            left = min(most, left + (now - at) * most / 60)
            allowed = left >= 1
            self._left[name] = (left - 1 if allowed else left, now)
            if len(self._left) > MOST:
                self._left.popitem(last=False)
        return allowed

    def give_back(self, name: str) -> None:
        """One that was taken counts no longer."""
        with self._lock:
            if name in self._left:
                left, at = self._left[name]
                self._left[name] = (left + 1, at)
