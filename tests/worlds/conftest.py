"""What the tests of the database's stores share: an account with a bucket, and the sandbox over the database."""

from __future__ import annotations

import pytest

from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account
from playground.stand_ins import keys
from playground.worlds.accounts import keep
from playground.worlds.buckets import create_bucket
from tests.on_disk import database_on_disk, migrated
from tests.worlds.place import ACCOUNT, BUCKET, OTHER, OTHERS_BUCKET, REGION

__all__ = ["database_on_disk", "migrated"]


@pytest.fixture
def place(db):
    """Two accounts with a bucket each."""
    open_both()


@pytest.fixture
def shared_place(database_on_disk):
    """The same, where several threads see it: each has a connection of its own."""
    open_both()


def open_both():
    for account_id, bucket in ((ACCOUNT, BUCKET), (OTHER, OTHERS_BUCKET)):
        keep(Account(account_id, REGION))
        create_bucket(Bucket(bucket, account_id, REGION, 0.0))


@pytest.fixture
def signing_keys(db):
    keys.signing_key()
    keys.jwks()
