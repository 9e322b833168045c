"""What was made of visitors' texts, kept for the next time in bounded room: however many come, they fill no memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, the least lately used let go first. most: how many characters they may stand for together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def find(self, key: Key) -> Value | None:
        """The value, if it is still there."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Key, value: Value, characters: int) -> None:
        """Keeps a value that stands for so many characters, and lets others go for it."""
        if characters > self._most:
            return
        with self._lock:
            if key in self._kept:
                self._characters -= self._kept.pop(key)[1]
            self._kept[key] = (value, characters)
            self._characters += characters
            while self._characters > self._most:
                self._characters -= self._kept.popitem(last=False)[1][1]
