"""Connections to the database are lent for as long as they are used."""

import dj_database_url
import pytest
from django.db import connection

from playground.seats import waiting_outside
from playground.worlds.connections import database


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


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("postgres://u:p@h/db?sslmode=verify-full&connect_timeout=9", {"sslmode": "verify-full", "connect_timeout": 9}),
        ("postgres:///db?host=/run/postgresql", {"host": "/run/postgresql", "connect_timeout": 5}),
        ("sqlite:////tmp/db?timeout=3", {"timeout": 3, "transaction_mode": "IMMEDIATE"}),
    ],
)
def test_what_the_address_asks_of_a_connection_comes_before_what_we_should_like(url, asked):
    assert database(dict(dj_database_url.parse(url)), 7)["OPTIONS"].items() >= asked.items()
