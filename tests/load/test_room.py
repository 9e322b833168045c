"""Many large uploads at once are bounded in memory: who comes when there is no room is told to come again, and then is let in."""

from __future__ import annotations

import socket
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event

import pytest

from playground.aws_endpoint.body import MAX_BODY, GoneAway, NoRoom, TooLarge, read_body
from playground.pace import FREE, Room
from tests.clients.hands import BUCKET, MAYA, assume
from tests.load.ready import wait_until
from tests.load.signed import Line
from tests.load.test_hostile import told
from tests.load.test_slow_bodies import run
from tests.server import Server

MEGABYTE = 1024 * 1024
ROOM = 8  # megabytes
HEAD = "{} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n"


def sending(*pieces, ends=True):
    """A client that sends these pieces, and then goes away unless the last ends the body."""
    left = [*pieces]

    async def receive():
        if not left:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or not ends}

    return receive


def read(room, receive, **headers):
    given = headers or {"transfer-encoding": "chunked"}
    scope = {"headers": [(name.encode(), value.encode()) for name, value in given.items()]}
    with room.share() as share:
        return run(read_body(scope, receive, share)), room.held


@pytest.mark.parametrize("headers", [{"host": "localhost"}, {"content-length": "0"}])
def test_a_body_that_nobody_announces_is_not_waited_for(headers):
    async def receive():
        raise AssertionError("nothing should be asked for")

    assert read(Room(0), receive, **headers) == (b"", 0)


def test_a_body_is_counted_while_it_is_held_and_no_longer():
    room = Room(2 * MEGABYTE)
    body, held = read(room, sending(b"a" * MEGABYTE, b"b" * MEGABYTE))
    assert (len(body), held, room.held) == (2 * MEGABYTE, 2 * MEGABYTE - FREE, 0)


def test_who_sends_little_is_let_in_whatever_others_send():
    room = Room(1)
    room.held = 1
    assert read(room, sending(b"a" * FREE))[0] == b"a" * FREE


@pytest.mark.parametrize(
    ("pieces", "ends", "raised"),
    [
        ([b"a" * MEGABYTE] * 3, True, NoRoom),
        ([b"a" * MEGABYTE] * 3, False, GoneAway),
        ([b"a" * MEGABYTE], False, GoneAway),
        ([*[b"a" * MEGABYTE] * (MAX_BODY // MEGABYTE), b"a"], True, TooLarge),
    ],
)
def test_however_a_body_ends_its_room_is_given_back(pieces, ends, raised):
    room = Room(2 * MEGABYTE)
    with pytest.raises(raised):
        read(room, sending(*pieces, ends=ends))
    assert room.held == 0


def test_what_is_dropped_is_not_held():
    """Of a body that is refused nothing is kept while the rest of it comes in."""
    room, seen = Room(2 * MEGABYTE), []
    given = sending(*[b"a" * MEGABYTE] * 6)

    async def receive():
        seen.append(room.held)
        return await given()

    with pytest.raises(NoRoom):
        read(room, receive)
    assert seen == [0, MEGABYTE - FREE, 2 * MEGABYTE - FREE, 0, 0, 0]


def test_who_asks_before_sending_is_refused_before_a_byte_is_sent():
    async def receive():
        raise AssertionError("nothing should be asked for")

    with pytest.raises(NoRoom):
        read(Room(MEGABYTE), receive, expect="100-continue", **{"content-length": str(2 * MEGABYTE)})


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("narrow"), MOST_BODY_MEGABYTES=str(ROOM)).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


@contextmanager
def held(server, path):
    """An upload of which five megabytes are there, and now and then a byte comes."""
    done = Event()
    with socket.create_connection(("localhost", server.aws_port)) as slow, ThreadPoolExecutor(1) as pool:
        slow.sendall(HEAD.format(f"PUT {path}", 6 * MEGABYTE).encode() + b"x" * 5 * MEGABYTE)

        def drip():
            while not done.wait(1):
                slow.sendall(b"x")

        dripping = pool.submit(drip)
        try:
            yield
        finally:
            done.set()
            dripping.result(60)


def refused_upload(line, path, body):
    """The first answer that is not 200: the server reads at its leisure what another has sent."""
    answers = []

    def is_refused():
        answers.append(line.ask("PUT", path, body))
        return answers[-1][0] != 200

    wait_until(is_refused, "there is no room for it")
    return answers[-1]


def refused_form(server):
    with socket.create_connection(("localhost", server.port), timeout=60) as line:
        line.sendall(HEAD.format("POST /diagnose/", 4 * MEGABYTE).encode() + b"x" * 4 * MEGABYTE)
        return told(line)


def is_s3s(status, headers, answer):
    error = ET.fromstring(answer)
    assert (status, error.tag, error.findtext("Code")) == (503, "Error", "SlowDown")
    assert error.findtext("Message") == "Please reduce your request rate."
    assert error.findtext("RequestId") == headers["x-amz-request-id"]
    assert headers["Connection"] == "close"


def test_an_upload_for_which_there_is_no_room_is_told_to_slow_down_and_is_taken_when_there_is(narrow):
    path, large, small = f"/{BUCKET}/{MAYA}/large", b"x" * 4 * MEGABYTE, b"x" * 1000
    with closing(Line(narrow.aws_port, assume(narrow)["Credentials"])) as line:
        assert line.ask("PUT", path, large)[0] == 200
        with held(narrow, path):
            refused = refused_upload(line, path, large)
            assert line.ask("PUT", path, small)[0] == 200
            form = refused_form(narrow)
        wait_until(lambda: line.ask("PUT", path, large)[0] == 200, "who holds nothing any more should take no room")
    is_s3s(*refused)
    assert form.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 3" in form.lower()
    assert b"Send it again in a moment." in form
