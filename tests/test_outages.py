"""What is known of the database before anybody has to find out: asked in a moment, also while others write."""

from __future__ import annotations

import os
from collections import namedtuple

import pytest
from django.db import connection

from playground import outages
from playground.outages import AWAY, FULL, outage_now
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
