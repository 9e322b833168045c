"""Calls that wait together are answered in their order, after what is kept of them; each bears its own failure alone."""

from __future__ import annotations

import asyncio
from contextlib import closing
from threading import get_ident

import pytest

from playground.turns import MOST, Between, Turns

PATIENCE = 60  # seconds


class Counter:
    """Answers with the call's own name, and notes what it was asked to keep, and in which thread."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []
        self.threads: set[int] = set()

    def answer(self, asked: str) -> str:
        self.threads.add(get_ident())
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        if asked == "broken":
            raise ValueError(asked)
        return asked

    def patient(self, given: str) -> bool:
        return not given.startswith("write")

    def keep(self, given: list[str]) -> None:
        self.kept.append(given)


def _asked(counter: Counter, *names: str) -> list[object]:
    """What becomes of calls that come at the same time, on the loop between whose turns they are answered."""
    answers: list[object] = []
    between = Between()
    turns = Turns(counter.answer, counter.patient, counter.keep, between)

    async def server() -> None:
        answers.extend(await asyncio.wait_for(asyncio.gather(*map(turns.take, names), return_exceptions=True), PATIENCE))

    with closing(asyncio.new_event_loop()) as loop:
        between.run(loop, server())
    assert between.loop is None
    return answers


def test_calls_that_wait_together_are_kept_together_and_in_their_order():
    counter = Counter()
    assert _asked(counter, "a", "b", "c") == ["a", "b", "c"]
    assert counter.kept == [["a", "b", "c"]]


def test_an_answer_that_says_that_something_was_written_waits_for_no_other():
    counter = Counter()
    _asked(counter, "a", "write b", "c")
    assert counter.kept == [["a", "write b"], ["c"]]


def test_a_call_that_fails_fails_alone():
    counter = Counter()
    a, broken, c = _asked(counter, "a", "broken", "c")
    assert (a, c) == ("a", "c")
    assert isinstance(broken, ValueError)
    assert [name for kept in counter.kept for name in kept] == ["a", "c"]


def test_the_thread_goes_on_when_nothing_can_be_kept():
    counter = Counter()

    def keep(given: list[str]) -> None:
        raise OSError("no room")

    counter.keep = keep
    assert _asked(counter, "write a", "b") == ["write a", "b"]


def test_a_call_on_another_loop_gets_its_answer_there():
    counter, answers, between = Counter(), [], Between()
    turns = Turns(counter.answer, counter.patient, counter.keep, between)

    async def elsewhere():
        answers.append(await asyncio.wait_for(turns.take("a"), PATIENCE))

    async def server():
        await asyncio.to_thread(asyncio.run, elsewhere())

    with closing(asyncio.new_event_loop()) as loop:
        between.run(loop, server())
    assert answers == ["a"]
    assert counter.threads == {get_ident()}


def test_more_calls_than_go_together_are_all_answered():
    counter = Counter()
    names = [str(number) for number in range(3 * MOST + 1)]
    assert _asked(counter, *names) == names
    assert [len(kept) for kept in counter.kept] == [MOST, MOST, MOST, 1]


def test_what_ends_the_server_is_not_lost():
    async def server():
        raise OSError("no port")

    with closing(asyncio.new_event_loop()) as loop, pytest.raises(OSError, match="no port"):
        Between().run(loop, server())
