"""Connections to the database are lent for as long as they are used."""

import pytest
from django.db import connection

from playground.seats import waiting_outside


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_another_machine_keeps_no_connection_that_others_could_use():
    connection.ensure_connection()
    with waiting_outside():
        kept = connection.connection is not None
    assert kept is (connection.vendor == "sqlite"), "SQLite's belong to their threads; PostgreSQL's are lent from a pool"


@pytest.mark.django_db
def test_a_transaction_keeps_its_connection():
    with waiting_outside():
        assert connection.connection is not None
