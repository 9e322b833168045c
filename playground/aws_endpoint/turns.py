"""One thread that answers calls in the order in which they come; those that wait are answered together, after one commit.

SQLite has one writer, and one commit empties the page cache of every other connection: there one thread does more than eight.
An answer that says that something was written does not wait for others: a server that dies has done as little as can be that it
has not told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, NamedTuple, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")
log = logging.getLogger(__name__)
MOST = 16  # calls that are answered together


class Waiting(NamedTuple, Generic[Asked, Given]):
    """A call that waits. context: of who waits, in which the call is answered."""

    asked: Asked
    context: Context
    given: asyncio.Future[Given]


Answered = tuple[asyncio.Future[Given], Given | Exception]


class Turns(Generic[Asked, Given]):
    """answer: what one call comes to.  patient: whether that may wait for the next.  keep: what is done before any is given."""

    def __init__(
        self, answer: Callable[[Asked], Given], patient: Callable[[Given], bool], keep: Callable[[list[Given]], None]
    ) -> None:
        self._answer, self._patient, self._keep = answer, patient, keep
        self._waiting: SimpleQueue[Waiting[Asked, Given]] = SimpleQueue()
        self._lock, self._begun = Lock(), False

    async def take(self, asked: Asked) -> Given:
        """Waits for its turn, and for the answer."""
        given: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.put(Waiting(asked, copy_context(), given))
        if not self._begun:
            self._begin()
        return await given

    def _begin(self) -> None:
        with self._lock:
            if not self._begun:
                self._begun = True
                Thread(target=self._run, name="aws", daemon=True).start()

    def _run(self) -> None:
        while True:
            answered = self._round()
            try:
                self._keep([answer for _, answer in answered if not isinstance(answer, Exception)])
            except Exception:  # what is kept of a call is not what it asked for, and the thread has others to answer
                log.exception("nothing was kept of `%s` calls", len(answered))
            for loop in {future.get_loop() for future, _ in answered}:
                with suppress(RuntimeError):  # it has ended, and nobody waits there any more
                    loop.call_soon_threadsafe(_give, [one for one in answered if one[0].get_loop() is loop])

    def _round(self) -> list[Answered[Given]]:
        """Waits for a call, and answers it with those that wait behind it, up to one whose answer may not wait."""
        answered: list[Answered[Given]] = []
        with suppress(Empty):
            while not answered or (len(answered) < MOST and self._may_wait(answered[-1][1])):
                call = self._waiting.get(block=not answered)
                answered.append((call.given, self._answered(call)))
        return answered

    def _may_wait(self, answer: Given | Exception) -> bool:
        return not isinstance(answer, Exception) and self._patient(answer)

    def _answered(self, call: Waiting[Asked, Given]) -> Given | Exception:
        try:
            return call.context.run(self._answer, call.asked)
        except Exception as failure:  # its own affair, and not that of the calls beside it
            return failure


def _give(answered: list[Answered[Given]]) -> None:
    for future, answer in answered:
        if future.done():  # who asked has gone away
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
