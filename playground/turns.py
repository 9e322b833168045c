"""One thread that serves and answers: it runs an event loop, and leaves it whenever calls wait, to answer them.

SQLite has one writer, and one commit empties the page cache of every other connection: there one thread does more than eight. A call
goes through no other thread, and Django, which asks no database in a thread whose loop runs, finds none that does.

Calls that wait are answered together, after one commit. An answer that says that something was written does not wait for others: a
server that dies has done as little as can be that it has not told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context, copy_context
from queue import Empty, SimpleQueue
from typing import Any, Generic, NamedTuple, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")
log = logging.getLogger(__name__)
MOST = 16  # calls that are answered together


class Between:
    """The loop whose thread answers, while there is one."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.rounds: list[Callable[[], bool]] = []  # each answers some calls, and says whether there were any

    def run(self, loop: asyncio.AbstractEventLoop, server: Coroutine[Any, Any, None]) -> None:
        """Runs a server until it ends, on a loop of this thread. Raises what it raises."""
        serving = loop.create_task(server)
        serving.add_done_callback(lambda _: loop.stop())
        self.loop = loop
        try:
            while not serving.done():
                loop.run_forever()
                for answered in self.rounds:
                    if answered():
                        loop.call_soon(loop.stop)  # there may be more, after answers went out and what has come was taken in
        finally:
            self.loop = None
        serving.result()

    def wake(self) -> None:
        """A call waits. To be called on any loop, after it was put where its round will find it."""
        assert self.loop is not None
        if asyncio.get_running_loop() is self.loop:
            self.loop.stop()
        else:
            self.loop.call_soon_threadsafe(self.loop.stop)


class Waiting(NamedTuple, Generic[Asked, Given]):
    """A call that waits. context: of who waits, in which the call is answered."""

    asked: Asked
    context: Context
    given: asyncio.Future[Given]


Answered = tuple[asyncio.Future[Given], Given | Exception]


class Turns(Generic[Asked, Given]):
    """answer: what one call comes to.  patient: whether that may wait for the next.  keep: what is done before any is given."""

    def __init__(
        self,
        answer: Callable[[Asked], Given],
        patient: Callable[[Given], bool],
        keep: Callable[[list[Given]], None],
        between: Between,
    ) -> None:
        self._answer, self._patient, self._keep, self._between = answer, patient, keep, between
        self._waiting: SimpleQueue[Waiting[Asked, Given]] = SimpleQueue()
        between.rounds.append(self._together)

    async def take(self, asked: Asked) -> Given:
        """Waits for its turn, and for the answer."""
        given: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.put(Waiting(asked, copy_context(), given))
        self._between.wake()
        return await given

    def _together(self) -> bool:
        answered = self._round()
        if not answered:
            return False
        try:
            self._keep([answer for _, answer in answered if not isinstance(answer, Exception)])
        except Exception:  # what is kept of a call is not what it asked for, and the thread has others to answer
            log.exception("nothing was kept of `%s` calls", len(answered))
        for loop in {future.get_loop() for future, _ in answered}:
            theirs = [one for one in answered if one[0].get_loop() is loop]
            if loop is self._between.loop:
                _give(theirs)
                continue
            with suppress(RuntimeError):  # it has ended, and nobody waits there any more
                loop.call_soon_threadsafe(_give, theirs)
        return True

    def _round(self) -> list[Answered[Given]]:
        """Answers those that wait, up to one whose answer may not wait."""
        answered: list[Answered[Given]] = []
        with suppress(Empty):
            while not answered or (len(answered) < MOST and self._may_wait(answered[-1][1])):
                call = self._waiting.get_nowait()
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


between = Between()  # this process's
