"""PostgreSQL under writers: a worker that is killed in their middle loses nothing, and a database that lets nobody write says so."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from contextlib import closing

import pytest

from tests.clients.hands import BUCKET, MAYA, assume
from tests.load.amounts import amount
from tests.load.ready import readiness, wait_until
from tests.load.signed import Line
from tests.load.visitor import Visitor, walk
from tests.load.writers import WRITERS, Writers
from tests.server import Server
from tests.services import Postgres, running

WRITES = amount(400, 2000)


@pytest.fixture(scope="module")
def postgres():
    service = Postgres()
    with running(service):
        service.run("CREATE DATABASE writes")
        yield service


@pytest.fixture(scope="module")
def own_server(tmp_path_factory, postgres):
    server = Server(tmp_path_factory.mktemp("writes"), DATABASE_URL=postgres.url("writes")).start()
    yield server
    server.stop()
    assert "Traceback" not in server.log.read_text()


def test_what_was_acknowledged_before_a_sigkill_is_there_with_its_etag(own_server):
    writers = Writers(own_server.aws_port, assume(own_server)["Credentials"], WRITES)
    writers.cut_short(own_server)
    assert WRITES // 2 <= len(writers.acknowledged) < WRITES - WRITERS, "it was killed in the middle"
    assert not writers.refused
    own_server.start()
    assert not writers.missing(own_server.aws_port)


async def at_step_3(visitor):
    await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")
    return await visitor.get("/call/")


def lets_write(postgres, yes):
    """For all sessions, those that are open too."""
    postgres.run(
        "ALTER SYSTEM RESET default_transaction_read_only" if yes else "ALTER SYSTEM SET default_transaction_read_only = on"
    )
    postgres.run("SELECT pg_reload_conf()")


def test_a_database_that_lets_nobody_write_is_said_and_it_mends_by_itself(postgres, own_server):
    visitor, path = Visitor(own_server.site), f"/{BUCKET}/{MAYA}/kept"
    page = walk(visitor, at_step_3(visitor))
    with closing(Line(own_server.aws_port, assume(own_server)["Credentials"])) as line:
        assert line.ask("PUT", path, b"kept")[0] == 200
        lets_write(postgres, False)
        try:
            refused = walk(visitor, visitor.send(page, "/call/send/", action="send"))
            status, _, answer = line.ask("PUT", path, b"changed")
            read = line.ask("GET", path)[2]
            wait_until(lambda: not readiness(own_server)[1]["database"], "a process that can keep nothing should not be ready")
        finally:
            lets_write(postgres, True)
        assert refused.status == 503
        assert "<h1>The database cannot be written to</h1>" in refused.text
        assert (status, ET.fromstring(answer).findtext("Code")) == (503, "ServiceUnavailable")
        assert read == b"kept"
        assert line.ask("PUT", path, b"changed")[0] == 200
    assert walk(visitor, visitor.send(page, "/call/send/", action="send")).url.endswith("/answer/")
    wait_until(lambda: readiness(own_server)[0] == 200, "it should be ready again by itself")
