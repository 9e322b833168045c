"""How many bytes of bodies this process holds at once, from the first of them to the answer: memory ends sooner than patience."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Self

from django.conf import settings

FREE = 64 * 1024  # bytes of each body that are not counted, so that who sends little is always let in


class Room:
    """Used by the event loops of this process's servers. most: bytes; 0 is without bound."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self.lock = Lock()

    def has(self, more: int) -> bool:
        """Whether so many bytes more may be held."""
        return not self.most or self.held + more <= self.most

    def share(self) -> Share:
        """For one request, until its `with` ends."""
        return Share(self)


class Share:
    """What one body takes of it. refused: whether there was not enough once; then nothing of the body is kept."""

    def __init__(self, room: Room) -> None:
        self.room, self.taken, self.refused = room, 0, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def could_hold(self, size: int) -> bool:
        """Whether there is room now for a body of so many bytes."""
        return self.room.has(max(0, size - FREE) - self.taken)

    def holds(self, size: int) -> bool:
        """The body has so many bytes by now: whether it may go on being kept."""
        more = max(0, size - FREE) - self.taken
        with self.room.lock:
            fits = not self.refused and self.room.has(more)
            if fits:
                self.room.held += more
                self.taken += more
        if not fits:
            self.refused = True
            self.let_go()
        return fits

    def let_go(self) -> None:
        """Nothing of the body is held any longer."""
        with self.room.lock:
            self.room.held -= self.taken
            self.taken = 0


@cache
def bodies() -> Room:
    """This process's."""
    return Room(settings.MOST_BODY_MEGABYTES * 1024 * 1024)
