"""A database in a file of its own, for tests with several threads: SQLite in memory is one connection's, and locks otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """A database with all tables and nothing in them."""
    file = tmp_path_factory.mktemp("on_disk") / "empty.sqlite3"
    with django_db_blocker.unblock(), _default_is(file):
        call_command("migrate", verbosity=0)
        connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture
def database_on_disk(migrated_file, tmp_path, django_db_blocker) -> Iterator[Path]:
    """Until the test ends, the default database of every thread is this file."""
    file = tmp_path / "database.sqlite3"
    shutil.copyfile(migrated_file, file)
    with django_db_blocker.unblock(), _default_is(file):
        yield file


@contextmanager
def _default_is(file: Path) -> Iterator[None]:
    usual, before = connections.databases["default"], connections["default"]
    connections.databases["default"] = {**usual, "NAME": str(file)}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        connections.databases["default"] = usual
