"""SQLite's file is taken away, replaced or damaged while the site runs: nothing more is acknowledged that would be lost."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from tests.clients.hands import BUCKET, MAYA, assume
from tests.load.ready import readiness, wait_until
from tests.load.signed import Line
from tests.load.visitor import Visitor, walk
from tests.server import Server

PAGE = "Nothing you made is lost"


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


async def signed_in(visitor):
    return await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")


def replaced(file, elsewhere):
    shutil.copyfile(file, file.with_name("other"))
    file.rename(elsewhere)
    file.with_name("other").rename(file)


def taken_away(file, elsewhere):
    file.rename(elsewhere)


@pytest.mark.parametrize("moved", [taken_away, replaced])
def test_a_file_that_is_not_there_any_more_takes_nothing_and_goes_on_when_it_is_back(server, tmp_path, moved):
    """All was answered as if it were kept, and gone at the next start."""
    file, elsewhere, visitor = tmp_path / "playground.sqlite3", tmp_path / "elsewhere", Visitor(server.site)
    walk(visitor, signed_in(visitor))
    with closing(Line(server.aws_port, assume(server)["Credentials"])) as line:

        def put(name):
            return line.ask("PUT", f"/{BUCKET}/{MAYA}/{name}", name.encode())[0]

        assert put("before") == 200
        moved(file, elsewhere)
        wait_until(lambda: put("meanwhile") == 503, "what is put into another file should not be acknowledged")
        assert readiness(server)[1]["says"] == "The database does not answer"
        wait_until(lambda: walk(visitor, visitor.get("/token/")).status == 503, "a page should not show another file")
        assert PAGE in walk(visitor, visitor.get("/token/")).text
        assert file.exists() == (moved is replaced), "no empty one is made in its place"
        elsewhere.rename(file)
        wait_until(lambda: put("after") == 200, "it should go on by itself when the file is back")
        assert line.ask("GET", f"/{BUCKET}/{MAYA}/before")[2] == b"before"
    assert walk(visitor, visitor.get("/token/")).status == 200
    assert "was deleted or replaced while it was open" in server.log.read_text()


def test_a_process_whose_file_is_damaged_is_not_ready_and_says_why(server, tmp_path):
    file = tmp_path / "playground.sqlite3"

    def says():
        with file.open("r+b") as opened:  # again and again: what stands in the log yet is written to it
            opened.seek(4096)
            opened.write(b"no database" * (file.stat().st_size // 11))
        return readiness(server)[1].get("says")

    wait_until(lambda: says() == "The database is damaged", "a damaged file should be found out")
