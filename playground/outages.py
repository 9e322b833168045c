"""Floor 3, ground. What Django raises while the database does not answer or takes nothing, and in words which of these it is.

It may be well a moment later.  https://www.sqlite.org/rescode.html  https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import InterfaceError, InternalError, OperationalError, connection

DATABASE_AWAY = (OperationalError, InterfaceError, InternalError)  # the last: PostgreSQL's, while it lets nobody write
TRY_AGAIN_AFTER = 3  # seconds


class Outage(NamedTuple):
    """What a visitor is told. lost: what has become of what they had."""

    title: str
    lost: str


AWAY = Outage("The database does not answer", "Nothing you made is lost.")
FULL = Outage(
    "The disk of this site is full", "Nothing you made is lost, and what you have can be looked at; nothing new can be kept."
)
READ_ONLY = Outage(
    "The database cannot be written to",
    "Nothing you made is lost, and what you have can be looked at; nothing new can be kept.",
)
BUSY = Outage("The database is busy", "Nothing you made is lost; too many wrote at once.")

_BY_CODE = {  # of SQLite by the beginning of the name, of PostgreSQL by SQLSTATE
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_IOERR": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "53100": FULL,
    "25006": READ_ONLY,
}


def outage_of(error: BaseException | None) -> Outage:
    """Which outage an error of DATABASE_AWAY is."""
    while error is not None:
        code = str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")
        for begins, outage in _BY_CODE.items():
            if code.startswith(begins):
                return outage
        error = error.__cause__
    return AWAY


def let_go() -> None:
    """After such an error: the next who asks in this thread connects anew, for what was opened read-only stays so."""
    if connection.in_atomic_block:
        return
    opened = connection.connection
    if opened is not None and connection.vendor == "postgresql":
        opened.close()  # else the pool would lend it again
    connection.close()
