"""Floor 3, ground. SQLite's file, as long as it is the one that this process opened first.

One that was deleted or replaced would go on taking what visitors do, and all of it be gone at the next start. A new connection would
be worse: it finds the log of the old file (`-wal`) beside the new one, and takes it for its own.  https://www.sqlite.org/howtocorrupt.html
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

_first: dict[str, tuple[int, int]] = {}  # what file it was, by its path


class OneFile(sqlite3.Connection):
    """A connection to it. Raises OperationalError where another file stands in its place, or none."""

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        still_there(database)
        super().__init__(database, *args, **kwargs)
        if (found := _which(database)) is not None:
            _first.setdefault(str(database), found)


def still_there(database: Any) -> None:
    """Raises OperationalError when it is not. database: a path; what is in memory alone has none."""
    first = _first.get(str(database))
    if first is not None and _which(database) != first:
        raise sqlite3.OperationalError(
            f"{database} was deleted or replaced while it was open: put back the file that it was, or stop the site, delete what "
            "is called so and ends with -wal or -shm, and start it"
        )


def _which(database: Any) -> tuple[int, int] | None:
    with suppress(OSError):
        found = Path(database).stat()
        return found.st_dev, found.st_ino
    return None
