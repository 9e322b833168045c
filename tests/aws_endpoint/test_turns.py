"""Calls that wait together are answered in their order, after what is kept of them; each bears its own failure alone."""

from __future__ import annotations

import asyncio
from threading import Event

from playground.aws_endpoint.turns import Turns

PATIENCE = 60  # seconds


class Counter:
    """Answers with the call's own name, and notes what it was asked to keep. The first call waits until others wait behind it."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []
        self.go = Event()

    def answer(self, asked: str) -> str:
        assert self.go.wait(PATIENCE)
        if asked == "broken":
            raise ValueError(asked)
        return asked

    def patient(self, given: str) -> bool:
        return not given.startswith("write")

    def keep(self, given: list[str]) -> None:
        self.kept.append(given)


async def _asked(counter: Counter, *names: str) -> list[object]:
    turns = Turns(counter.answer, counter.patient, counter.keep)
    waiting = [asyncio.create_task(turns.take(name)) for name in names]
    await asyncio.sleep(0)  # each has asked by now
    counter.go.set()
    return list(await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), PATIENCE))


def test_calls_that_wait_together_are_kept_together_and_in_their_order():
    counter = Counter()
    assert asyncio.run(_asked(counter, "a", "b", "c")) == ["a", "b", "c"]
    assert counter.kept == [["a", "b", "c"]]


def test_an_answer_that_says_that_something_was_written_waits_for_no_other():
    counter = Counter()
    asyncio.run(_asked(counter, "a", "write b", "c"))
    assert counter.kept == [["a", "write b"], ["c"]]


def test_a_call_that_fails_fails_alone():
    counter = Counter()
    a, broken, c = asyncio.run(_asked(counter, "a", "broken", "c"))
    assert (a, c) == ("a", "c")
    assert isinstance(broken, ValueError)
    assert [name for kept in counter.kept for name in kept] == ["a", "c"]


def test_the_thread_goes_on_when_nothing_can_be_kept():
    counter = Counter()

    def keep(given: list[str]) -> None:
        raise OSError("no room")

    counter.keep = keep
    assert asyncio.run(_asked(counter, "write a", "b")) == ["write a", "b"]
