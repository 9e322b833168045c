"""Paces that several processes share: what one counted counts for the other, and while Redis is away each counts for itself."""

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from playground.pace import SharedPace, shared
from playground.pace.shared import LEFT_ALONE, PATIENCE, Counter
from tests.services import Redis, running

MOST = 20


@pytest.fixture(scope="module")
def redis():
    service = Redis()
    with running(service):
        yield service


@pytest.fixture
def two(redis, request, monkeypatch):
    """As two processes have them. On a busy machine Redis may take its time."""
    monkeypatch.setattr(shared, "PATIENCE", 60.0)
    now = [0.0]  # stands, so that no bucket of a process's own fills again
    paces = [SharedPace(MOST, request.node.name, Counter(redis.url, lambda: now[0])) for _ in range(2)]
    yield paces, now
    for pace in paces:
        pace.counter.redis.close()


def test_two_processes_count_as_one(two):
    (one, other), _ = two
    asked = [(one, other)[number % 2].take("somebody") for number in range(3 * MOST)]
    assert asked[:MOST] == [True] * MOST
    assert not all(asked[MOST:])
    assert asked.count(True) < 2 * MOST, "a slow machine is given some more by the minute, and never as much again"
    assert other.take("somebody else")


def test_what_one_gives_back_may_be_taken_at_the_other(redis, two):
    (one, other), _ = two
    for pace in (one, other, one):
        assert pace.take("somebody")
        other.give_back("somebody")
    assert [one.take("somebody") for _ in range(MOST)] == [True] * MOST
    other.give_back("nobody")
    assert one.take("nobody")
    redis.stop(signal.SIGKILL)
    assert [one.take("away") for _ in range(MOST)] == [True] * MOST
    one.give_back("away")
    assert [one.take("away") for _ in range(2)] == [True, False]
    redis.start()


def test_of_many_at_the_same_moment_no_more_are_let_through(two):
    (one, other), _ = two
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: (one, other)[number % 2].take("crowd"), range(4 * MOST)))
    assert MOST <= taken.count(True) < 2 * MOST


def test_while_redis_is_away_each_counts_for_itself_and_then_together_again(redis, two):
    (one, other), now = two
    assert one.take("somebody")
    redis.stop(signal.SIGKILL)
    for pace in (one, other):
        assert [pace.take("somebody") for _ in range(MOST + 1)] == [True] * MOST + [False]
    redis.start()
    assert not one.take("somebody"), "Redis is left alone for a moment"
    now[0] += LEFT_ALONE
    assert one.take("somebody")


def test_a_redis_that_says_nothing_is_waited_for_once_however_much_is_counted():
    waits = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        counter = Counter(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", lambda: 0.0)
        paces = [SharedPace(MOST, kind, counter) for kind in ("form", "form of addresses", "assume")]
        start = time.monotonic()
        assert all(pace.take("somebody") for pace in paces)
        silent.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                waits.append(silent.accept()[0])
    assert len(waits) == 1, "tries that waited for PATIENCE"
    assert time.monotonic() - start >= PATIENCE
    for wait in waits:
        wait.close()
    counter.redis.close()


def test_without_a_bound_redis_is_not_asked(redis):
    assert SharedPace(0, "nothing", Counter("redis://127.0.0.1:1/0")).take("somebody")


def test_an_outage_of_redis_is_said_once_and_its_end_too(redis, two, caplog):
    (one, _), now = two
    redis.stop(signal.SIGKILL)
    for _ in range(5):
        one.take("somebody")
        now[0] += LEFT_ALONE
    redis.start()
    for _ in range(5):
        one.take("somebody")
        now[0] += LEFT_ALONE
    assert [line.message for line in caplog.records] == [
        "paces are counted by this process alone: Redis did not answer (ConnectionError)",
        "paces are counted in Redis again",
    ]
