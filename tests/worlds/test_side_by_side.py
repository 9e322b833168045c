"""Sixteen writers of one account at once put, delete and edit policies two thousand times: nothing is lost, nothing is corrupted."""

from dataclasses import replace

from django.db import connection

from playground.sandbox.world import Role
from playground.worlds.accounts import DatabaseAccounts
from playground.worlds.buckets import DatabaseBuckets
from playground.worlds.models import ObjectRow
from tests.worlds.place import ACCOUNT, BUCKET, PHOTOS, at_once, stored

TIMES, WRITERS, SHARED = 2000, 16, 40


def put(number):
    """A key of its own."""
    DatabaseBuckets().put(PHOTOS, stored(f"own/{number:04}", 4), b"%04d" % number)


def put_shared(number):
    """One of forty keys that all write to; every object is one number over and over."""
    DatabaseBuckets().put(PHOTOS, stored(f"shared/{number % SHARED:02}", 200), b"%04d" % number * 50)


def delete(number):
    DatabaseBuckets().put(PHOTOS, stored(f"gone/{number:04}", 4), b"gone")
    DatabaseBuckets().delete(BUCKET, f"gone/{number:04}")


def edit_role(number):
    """Another inline policy for the one role: an edit that is lost would miss in the end."""

    def edit(account):
        role = account.roles.get("Shared") or Role("Shared", "AROASHARED", "{}", {})
        return account.with_role(replace(role, inline={**role.inline, f"p{number:04}": f'{{"n": {number}}}'}))

    DatabaseAccounts().change(ACCOUNT, edit)


def edit_bucket(number):
    DatabaseBuckets().set_policy(BUCKET, f"policy {number:04} " * 100)


WORK = (put, put_shared, delete, edit_role, edit_bucket)


def done_by(work):
    return [number for number in range(TIMES) if WORK[number % len(WORK)] is work]


def test_two_thousand_edits_by_sixteen_writers(shared_place):
    at_once(lambda number: WORK[number % len(WORK)](number), TIMES, workers=WRITERS)
    buckets = DatabaseBuckets()
    kept = {one.key: buckets.get(BUCKET, one.key)[1] for one in buckets.keys_from(BUCKET, b"", b"", TIMES)}
    own = {f"own/{number:04}": b"%04d" % number for number in done_by(put)}
    assert {key: body for key, body in kept.items() if key.startswith("own/")} == own
    shared = {key: body for key, body in kept.items() if key.startswith("shared/")}
    assert set(shared) == {f"shared/{number % SHARED:02}" for number in done_by(put_shared)}
    for key, body in shared.items():
        assert body == body[:4] * 50
        assert int(body[:4]) % SHARED == int(key[-2:])
    assert len(kept) == len(own) + len(shared) == ObjectRow.objects.count()
    inline = DatabaseAccounts().get(ACCOUNT).roles["Shared"].inline
    assert inline == {f"p{number:04}": f'{{"n": {number}}}' for number in done_by(edit_role)}
    assert buckets.find(BUCKET).policy in {f"policy {number:04} " * 100 for number in done_by(edit_bucket)}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
