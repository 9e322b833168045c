"""SQL sent as it stands, for the few queries that every call makes: building their text anew each time costs Django 300 µs.

What is written here runs on SQLite and on PostgreSQL, within whatever transaction Django has open. SQLite's own connection is
asked directly, because Django's cursor around it takes longer than the query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import local
from typing import Any

from django.db import connections, transaction

# within: this thread's connection while a transaction of `at_once` is open, because to ask Django for it takes a µs each time
_here = local()


def row(sql: str, *values: Any) -> tuple[Any, ...] | None:
    """The first row, if there is one."""
    found: tuple[Any, ...] | None = _ask(sql, values, "fetchone")
    return found


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows."""
    found: list[tuple[Any, ...]] = _ask(sql, values, "fetchall")
    return found


def run(sql: str, *values: Any) -> None:
    """For what answers nothing."""
    _ask(sql, values, "")


@contextmanager
def at_once() -> Iterator[None]:
    """All of it or nothing: a transaction, or a part of the one that is open. What runs within is of this file only."""
    connection = connections["default"]
    connection.ensure_connection()
    if connection.in_atomic_block or not _is_direct(connection):
        with transaction.atomic(savepoint=False):
            yield
        return
    run("BEGIN IMMEDIATE")  # as settings have Django do: two writers queue up
    _here.within = connection
    try:
        yield
        run("COMMIT")
    except BaseException:
        with connection.wrap_database_errors:
            connection.connection.rollback()
        raise
    finally:
        _here.within = None


def once_kept(work: Callable[[], None]) -> None:
    """Does it now, or when the transaction that Django has open is committed; never, if that is rolled back."""
    if connections["default"].in_atomic_block:
        transaction.on_commit(work)
    else:
        work()


def _ask(sql: str, values: tuple[Any, ...], fetch: str) -> Any:
    connection: Any = getattr(_here, "within", None) or connections["default"]
    if connection.connection is None:
        connection.ensure_connection()
    if not _is_direct(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return getattr(cursor, fetch)() if fetch else None
    try:
        cursor = connection.connection.execute(_marked(sql), values)
        return getattr(cursor, fetch)() if fetch else None
    except connection.Database.Error:
        with connection.wrap_database_errors:  # only now, because to enter it costs as much as a tenth of the query
            raise


def _is_direct(connection: Any) -> bool:
    """Whether nobody listens to what Django sends, and no transaction is broken that it has to refuse for."""
    return (
        connection.vendor == "sqlite"
        and not connection.needs_rollback
        and not connection.execute_wrappers
        and not connection.force_debug_cursor
    )


@lru_cache(maxsize=64)
def _marked(sql: str) -> str:
    """With the place holders that SQLite takes; none of these texts has another `%`."""
    return sql.replace("%s", "?")


def parsed(text: str) -> Any:
    """What a column of JSON holds; Django has both databases answer with its text, which they have checked."""
    return _decoded(text, 0)[0]


_decoded = json.JSONDecoder().raw_decode  # what json.loads calls in the end
