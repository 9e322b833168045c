"""Paces that several processes share: what one counted counts for the other, and while Redis is away each counts for itself."""

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.pace import SharedPace
from playground.pace.shared import LEFT_ALONE
from tests.services import Redis, running

MOST = 20


@pytest.fixture(scope="module")
def redis():
    service = Redis()
    with running(service):
        yield service


@pytest.fixture
def two(redis, request):
    """As two processes have them."""
    now = [0.0]
    paces = [SharedPace(MOST, request.node.name, redis.url, lambda: now[0]) for _ in range(2)]
    yield paces, now
    for pace in paces:
        pace._redis.close()


def test_two_processes_count_as_one(two):
    (one, other), _ = two
    asked = [(one, other)[number % 2].take("somebody") for number in range(3 * MOST)]
    assert asked[:MOST] == [True] * MOST
    assert not all(asked[MOST:])
    assert asked.count(True) < 2 * MOST, "a slow machine is given some more by the minute, and never as much again"
    assert other.take("somebody else")


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


def test_without_a_bound_redis_is_not_asked(redis):
    assert SharedPace(0, "nothing", "redis://127.0.0.1:1/0").take("somebody")
