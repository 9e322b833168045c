"""SQL sent as it stands, for the few queries that every call makes: building their text anew each time costs Django 300 µs.

What is written here runs on SQLite and on PostgreSQL, within whatever transaction Django has open.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection


def row(sql: str, *values: Any) -> tuple[Any, ...] | None:
    """The first row, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def run(sql: str, *values: Any) -> None:
    """For what answers nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def parsed(text: str) -> Any:
    """What a column of JSON holds; Django has both databases answer with its text, which they have checked."""
    return _decoded(text, 0)[0]


_decoded = json.JSONDecoder().raw_decode  # what json.loads calls in the end
