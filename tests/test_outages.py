"""What is known of the database before anybody has to find out: asked in a moment, also while others write."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection

from playground import outages
from playground.outages import AWAY, DAMAGED, FULL, is_outage, outage_now, outage_of
from playground.pages.errors import server_error
from tests.on_disk import database_on_disk, migrated

__all__ = ["database_on_disk", "migrated"]

Disk = namedtuple("Disk", "f_bfree f_bavail f_frsize")


def test_one_that_can_be_written_to_has_nothing(database_on_disk):
    assert outage_now() is None


def test_who_writes_is_no_outage_and_is_not_waited_for(database_on_disk):
    with connection.cursor() as writer:
        writer.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        assert outage_now() is None
        writer.execute("ROLLBACK")


@pytest.mark.parametrize(("root", "outage"), [(True, None), (False, FULL)])
def test_what_is_reserved_is_room_for_root_alone(database_on_disk, monkeypatch, root, outage):
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(os, "statvfs", lambda _: Disk(outages.LEAST_ROOM // 4096, outages.LEAST_ROOM // 4096 - 1, 4096))
    assert outage_now() is (outage if connection.vendor == "sqlite" else None), "only PostgreSQL itself sees its disk"


def test_a_file_that_is_not_there_is_away_and_is_not_made(monkeypatch, tmp_path):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none"))
    assert outage_now() is AWAY
    assert not list(tmp_path.iterdir())


def caused(error, **said):
    error.__cause__ = sqlite3.DatabaseError()
    for name, value in said.items():
        setattr(error.__cause__, name, value)
    return error


def test_a_damaged_database_and_one_that_is_being_restored_are_outages_and_our_own_mistakes_are_not():
    damaged = caused(DatabaseError("database disk image is malformed"), sqlite_errorname="SQLITE_CORRUPT")
    assert (is_outage(damaged), outage_of(damaged)) == (True, DAMAGED)
    assert is_outage(caused(ProgrammingError('relation "wire_exchange" does not exist'), sqlstate="42P01"))
    assert is_outage(OperationalError("no such table: wire_exchange"))
    assert not is_outage(caused(ProgrammingError('column "x" does not exist'), sqlstate="42703"))
    assert not is_outage(ValueError())


def test_a_page_says_of_a_damaged_database_that_it_is_damaged_and_does_not_promise_that_nothing_is_lost(rf):
    request = rf.get("/token/")
    request.session = {}
    try:
        raise caused(DatabaseError("file is not a database"), sqlite_errorname="SQLITE_NOTADB")
    except DatabaseError:
        answer = server_error(request)
    assert answer.status_code == 503
    assert b"<h1>The database is damaged</h1>" in answer.content
    assert b"Nothing you made is lost" not in answer.content
