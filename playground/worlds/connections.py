"""How the database is connected to: settings that PostgreSQL and SQLite need to serve many at once. Nothing of Django's here."""

from __future__ import annotations

from typing import Any

from psycopg import IsolationLevel

from playground.one_file import OneFile


def database(given: dict[str, Any], connections: int) -> dict[str, Any]:
    """DATABASES' default. given: what DATABASE_URL says, whose query (`?sslmode=verify-full`) comes before what we should like.

    connections: to PostgreSQL, of one process.
    """
    ours = _ours(given["ENGINE"], connections)
    return {**given, **ours, "OPTIONS": {**ours["OPTIONS"], **given.get("OPTIONS", {})}}


def _ours(engine: str, connections: int) -> dict[str, Any]:
    if engine.endswith("sqlite3"):
        # WAL: readers never wait for the writer. IMMEDIATE: two writers queue up, where DEFERRED would let one of them fail.
        # pages.checkpoints keeps the log short; a writer does it when the log has 40 MB all the same.
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; PRAGMA wal_autocheckpoint=10000;"
        )
        return {"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas, "factory": OneFile}}
    # Threads share a few connections, and each is tried before it is lent, so that a restart of PostgreSQL is survived.
    # Rows are locked by whoever changes them, whatever isolation the server or the database would begin with.
    pool = {"min_size": 1, "max_size": connections, "timeout": 5, "reconnect_timeout": 2}
    return {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": pool, "isolation_level": IsolationLevel.READ_COMMITTED, **_SOON_GIVEN_UP},
    }


# A machine that is gone says nothing, and left alone the system waits for it for a quarter of an hour.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_SOON_GIVEN_UP = {
    "connect_timeout": 5,  # seconds, as those of keepalives
    "tcp_user_timeout": 10_000,  # milliseconds
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
