"""Floor 3, ground. What Django raises while the database does not answer or takes nothing, and in words which of these it is.

It may be well a moment later.  https://www.sqlite.org/rescode.html  https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakSet

import psycopg
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg_pool import PoolTimeout

from playground.one_file import still_there

DATABASE_AWAY = (OperationalError, InterfaceError, InternalError)  # the last: PostgreSQL's, while it lets nobody write
TRY_AGAIN_AFTER = 3  # seconds
LEAST_ROOM = 1024 * 1024  # bytes on SQLite's disk: below it, what one visitor sends may be too much


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
DAMAGED = Outage("The database is damaged", "What you made may be lost; whoever runs this site has to put it right.")
BUSY = Outage("The database is busy", "Nothing you made is lost; too many wrote at once.")

_BY_CODE = {  # of SQLite by the beginning of the name, of PostgreSQL by SQLSTATE
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_IOERR": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
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


def why(error: BaseException) -> str:
    """What the database says of it, in a line. Of PostgreSQL's the pool knows only that there was no connection in time."""
    said = error
    if isinstance(error.__cause__, PoolTimeout):
        wanted = connection.get_connection_params() | {"connect_timeout": 2}
        try:
            psycopg.connect(**wanted).close()
        except psycopg.Error as failure:
            said = failure
    return " ".join(str(said).split())


def is_outage(error: BaseException | None) -> bool:
    """Whether it is the database's affair, and nothing of ours: also a damaged one, and one that is just being restored."""
    return isinstance(error, DATABASE_AWAY) or (
        isinstance(error, DatabaseError) and (outage_of(error) is DAMAGED or has_no_tables(error))
    )


def has_no_tables(error: DatabaseError) -> bool:
    """Whether nobody has brought the database up to date so far."""
    return getattr(error.__cause__, "sqlstate", "") == "42P01" or str(error).startswith("no such table")


_opened: WeakSet[Any] = WeakSet()
_noting = Lock()  # threads connect while the one that watches goes through them


@receiver(connection_created)
def _note(connection: Any, **_: Any) -> None:
    with _noting:
        _opened.add(connection)


def outage_now() -> Outage | None:
    """What keeps visitors from being served now."""
    return outage_and_why()[0]


def outage_and_why() -> tuple[Outage | None, str]:
    """That, asked in a moment and without writing, and what the database says of it. Too many at once is no outage.

    Whether PostgreSQL's disk is full, only its own refusals say.
    """
    try:
        return _asked(), ""
    except (DatabaseError, InterfaceError, sqlite3.Error, OSError) as failure:
        return outage_of(failure), why(failure)


def _asked() -> Outage | None:
    if connection.vendor == "sqlite":
        _let_all_go_of_another_file()
        return _outage_of_file(Path(connection.settings_dict["NAME"]).absolute())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only') FROM (SELECT count(*) FROM django_migrations) AS there")
        return READ_ONLY if cursor.fetchone() == ("on",) else None


def _let_all_go_of_another_file() -> None:
    try:
        still_there(connection.settings_dict["NAME"])
    except sqlite3.OperationalError:
        with _noting:
            opened = list(_opened)
        for one in opened:
            one.close_at = 0.0  # each thread closes its own, before its next request
        raise


def _outage_of_file(file: Path) -> Outage | None:
    """By a connection that is opened anew, for it sees a file system that has become read-only; who writes now is not waited for."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=0)) as opened:
        try:
            opened.execute("DELETE FROM django_migrations WHERE 0")  # BEGIN IMMEDIATE alone would pass on a read-only one
        except sqlite3.OperationalError as failure:
            if outage_of(failure) is not BUSY:
                raise
    disk = os.statvfs(file.parent)
    free = disk.f_bfree if os.geteuid() == 0 else disk.f_bavail  # root may use what is reserved
    return FULL if free * disk.f_frsize < LEAST_ROOM else None


def let_go() -> None:
    """After such an error: the next who asks in this thread connects anew, for what was opened read-only stays so."""
    if connection.in_atomic_block:
        return
    opened = connection.connection
    if opened is not None and connection.vendor == "postgresql":
        opened.close()  # else the pool would lend it again
    connection.close()
