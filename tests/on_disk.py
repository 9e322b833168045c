"""A database of its own, for tests with several threads: a file, or with DATABASE_URL another database of that server.

SQLite in memory is one connection's, and locks otherwise; and what pytest-django rolls back, other threads never see.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_setup, django_db_blocker) -> str:
    """The name of a database with all tables and nothing in them."""
    with django_db_blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_empty"
        if connection.vendor == "postgresql":
            _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        else:
            name = str(tmp_path_factory.mktemp("on_disk") / "empty.sqlite3")
        with _default_is(name):
            call_command("migrate", verbosity=0)
            if connection.vendor == "sqlite":
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return name


@pytest.fixture
def database_on_disk(migrated, tmp_path, django_db_blocker) -> Iterator[str]:
    """Until the test ends, this is the default database of every thread."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            name = str(tmp_path / "database.sqlite3")
            shutil.copyfile(Path(migrated), name)
            with _default_is(name):
                yield name
            return
        name = migrated.removesuffix("_empty") + "_one"
        _administer(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
        with _default_is(name):
            yield name
        _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(*statements: str) -> None:
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as opened:
        for statement in statements:
            opened.execute(statement)


@contextmanager
def _default_is(name: str) -> Iterator[None]:
    usual, before = connections.databases["default"], connections["default"]
    # A pool knows databases by their alias, so that two with one alias must not have one.
    options = {key: value for key, value in usual["OPTIONS"].items() if key != "pool"}
    if connection.vendor == "sqlite":
        options["timeout"] = 300  # seconds: sixteen writers queue up without an order, and on a busy machine one waits long
    connections.databases["default"] = {**usual, "NAME": name, "OPTIONS": options}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        connections.databases["default"] = usual
