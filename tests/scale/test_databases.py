"""PostgreSQL as somebody else has set it up: what does not fit is said in a sentence at start, and what may differ does not matter."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest

from tests.load.ready import readiness, wait_until
from tests.load.visitor import Visitor, walk
from tests.server import PATIENCE, ROOT, Server, free_port
from tests.services import Postgres, running


@pytest.fixture(scope="module")
def postgres():
    made = Postgres()
    with running(made):
        for statement in (
            "CREATE ROLE poor LOGIN",
            "CREATE DATABASE empty",
            "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
            "CREATE DATABASE nowhere",
            "ALTER DATABASE nowhere SET search_path = none",
            "CREATE DATABASE strict",
            "ALTER DATABASE strict SET default_transaction_isolation = 'serializable'",
            "CREATE DATABASE site",
        ):
            made.run(statement)
        yield made


def python(folder, url, *arguments):
    environment = {
        **os.environ,
        "PLAYGROUND_VAR": str(folder),
        "DATABASE_URL": url,
        "PORT": str(free_port()),
        "AWS_PORT": str(free_port()),
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


SAID = {
    "not there": ("postgres://{0.user}@127.0.0.1:{0.port}/none", 'FATAL: database "none" does not exist). DATABASE_URL says'),
    "nobody": (
        "postgres://nobody:a-password@127.0.0.1:{0.port}/empty",
        'FATAL: role "nobody" does not exist). DATABASE_URL says',
    ),
    "nothing listens": ("postgres://{0.user}:a-password@127.0.0.1:1/empty", "Connection refused"),
    "letters": ("postgres://{0.user}@127.0.0.1:{0.port}/latin", "encoding is LATIN1; it has to be UTF8"),
    "no right": ("postgres://poor@127.0.0.1:{0.port}/empty", "make or use its tables (permission denied for schema public)"),
    "no schema": ("postgres://{0.user}@127.0.0.1:{0.port}/nowhere", "make or use its tables (no schema has been selected"),
}


@pytest.mark.parametrize(("url", "said"), SAID.values(), ids=SAID)
def test_a_database_that_does_not_fit_is_told_apart_at_start(postgres, tmp_path, url, said):
    """All of them read `couldn't get a connection after 5.00 sec`, were a stack trace, or failed at the first letter beyond ASCII."""
    done = python(tmp_path, url.format(postgres), "manage.py", "serve")
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "a-password" not in done.stderr


def test_a_transaction_is_as_we_need_it_whatever_the_database_begins_with(postgres, tmp_path):
    code = (
        "import playground.booted; from django.db import connection, transaction\n"
        "with transaction.atomic(), connection.cursor() as cursor:\n"
        "    cursor.execute('SHOW transaction_isolation'); print(*cursor.fetchone())"
    )
    assert python(tmp_path, postgres.url("strict"), "-c", code).stdout.strip() == "read committed"


def test_while_the_tables_are_away_as_in_a_restore_it_is_an_outage_that_ends_by_itself(postgres, tmp_path):
    server = Server(tmp_path, DATABASE_URL=postgres.url("site"), SECRET_KEY="nobody else's" * 5).start()

    def asked():
        visitor = Visitor(server.site)
        return walk(visitor, visitor.get("/sign-in/google/demo/")).status

    try:
        with psycopg.connect(postgres.url("site"), autocommit=True) as database:
            database.execute("ALTER SCHEMA public RENAME TO elsewhere")
            assert asked() == 503
            wait_until(lambda: readiness(server)[0] == 503, "a process without tables is not ready")
            database.execute("ALTER SCHEMA elsewhere RENAME TO public")
        wait_until(lambda: readiness(server)[0] == 200, "it should be ready by itself")
        assert asked() == 200
    finally:
        server.stop()
    log = server.log.read_text()
    assert "Traceback" not in log
    assert 'The database does not answer (relation "django_migrations" does not exist' in log
