"""The socket of a page: a snapshot when it opens, then what is new, in order, once. Two pages of a visitor have one each.

What is new is read from the database by its number, so nothing is lost when news is, and nothing comes twice. A page that lost
its connection opens another and gets a whole snapshot. While the database or the channel layer is away, the page is told, and
the socket goes on by itself.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import Error as DatabaseFailure

from playground.outages import is_outage
from playground.telemetry.metrics import PUSHES
from playground.telemetry.request import on_route
from playground.walkthrough.visitors.visitor import visitor_id
from playground.walkthrough.wire.manners import TooMany, asks_for_all, visitor_of
from playground.walkthrough.wire.messages import ends_of, news_as_text, snapshot
from playground.walkthrough.wire.shared import for_ends, for_news
from playground.wire.listening import leave, listen
from playground.wire.others import others
from playground.wire.watching import database

GATHER = 0.1  # seconds between two messages to one page, however fast exchanges come
LOOK_AGAIN = 30.0  # seconds after which a new token or new credentials are noticed
LOOK_SOON = 2.0  # seconds between two looks at a database that was away, or that nobody tells news of
GONE = 4401  # close code: this browser has no visitor
NO_PAGE = 1008  # close code: policy violation.  https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
AWAY = 4503  # close code: the database does not answer; come again


class WireSocket(AsyncJsonWebsocketConsumer):
    """A page that listens. It has no channel of its own: news comes to the process (playground/wire/others.py)."""

    channel_layer_alias = "none"
    account_id = visitor_id = ""
    last = 0
    said = ""
    missed = False
    whole: bool | None = False  # whether the page asks for all of it; None once it has said what no page says
    stale: asyncio.Event
    asked: asyncio.Event  # whether something of the visitor's has changed that is no exchange
    tasks: list[asyncio.Task[None]]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One socket, from its opening to its end, and however that comes: some pages go away before they are told anything."""
        on_route("/ws/wire/")
        self.tasks, self.stale, self.asked = [], asyncio.Event(), asyncio.Event()
        try:
            await super().__call__(scope, receive, send)
        finally:
            for task in self.tasks:
                task.cancel()
            leave(self.account_id, self.stale)

    async def connect(self) -> None:
        """Accepts a visitor's page; the session cookie says whose it is."""
        try:
            journey = await database_sync_to_async(visitor_of)(self.scope)
            if journey is None:
                await self._leave_alone(GONE)
                return
            self.account_id, self.visitor_id = journey.account_id, visitor_id(self.scope["session"])
            await self.accept()
            listen(self.account_id, self.stale)
            await self._begin()
        except TooMany:
            await self.close()
            return
        except DatabaseFailure as failure:
            if not is_outage(failure):
                raise
            await self._leave_alone(AWAY)
            return
        self.tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._expiries())]

    async def _begin(self) -> None:
        """A page that has just been loaded goes on from what it shows; one that lost its connection gets the whole."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        after = query.get("after", [""])[0]
        if after.isascii() and after.isdigit() and len(after) < 10:
            self.last = int(after)
            self.stale.set()
        else:
            await self._send_snapshot()

    async def _leave_alone(self, code: int) -> None:
        """Only a socket that was accepted can be closed with a code that its page sees."""
        if not self.account_id:
            await self.accept()
        await self.close(code)

    async def _send_snapshot(self) -> None:
        message = await database_sync_to_async(snapshot)(self.account_id, self.last)
        self.last = message["last"]
        await self.send_json(message)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **_: Any) -> None:
        """A page asks for the whole again after a pause; it has nothing else to say. However often, it is sent by `_follow`."""
        if self.whole is None:
            return
        self.whole = asks_for_all(self.account_id, text_data) or None
        if self.whole is None:
            await self.close(NO_PAGE)
        self.stale.set()

    async def _follow(self) -> None:
        looked = False
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SOON if others.away or self.missed else None):
                    await self.stale.wait()
            woken, before = looked and self.stale.is_set(), self.last
            self.stale.clear()
            self.missed = database.away or not await self._look()
            looked = True
            if woken and self.last == before:
                self.asked.set()
            await self._say("database" if self.missed else "news" if others.away else "")
            await asyncio.sleep(GATHER)

    async def _look(self) -> bool:
        """Sends what is new; False when the database did not answer."""
        try:
            if self.whole:
                self.whole = False
                await self._send_snapshot()
            found = await for_news.read(news_as_text, self.account_id, self.last)
        except DatabaseFailure as failure:
            if not is_outage(failure):
                raise
            return False
        if found:
            self.last, text = found
            await self.send(text)
            PUSHES.inc()
        return True

    async def _say(self, what: str) -> None:
        """Tells the page what is away: `database`, `news` or nothing; once."""
        if what != self.said:
            self.said = what
            await self.send_json({"type": "away", "what": what})

    async def _expiries(self) -> None:
        """Says when the token or the credentials end; hangs up when the visitor has begun anew, whose log is another."""
        told: set[tuple[str, float]] = set()
        ahead: dict[str, float] = {}  # what ends may be forgotten at that very moment (visitors/forgetting.py)
        while True:
            self.asked.clear()
            now, moments = time.time(), await self._ends()
            if moments is None:
                await self.close(GONE)
                return
            for what, moment in (ahead | moments).items():
                if now - LOOK_AGAIN - 5 < moment <= now and (what, moment) not in told:
                    told.add((what, moment))
                    await self.send_json({"type": "expired", "what": what})
            ahead = {what: moment for what, moment in moments.items() if moment > now}
            with suppress(TimeoutError):
                async with asyncio.timeout(min([moment - now for moment in ahead.values()] + [LOOK_AGAIN]) + 0.05):
                    await self.asked.wait()

    async def _ends(self) -> dict[str, float] | None:
        try:
            found: dict[str, float] | None = await for_ends.read(ends_of, self.visitor_id)
        except DatabaseFailure as failure:
            if not is_outage(failure):
                raise
            return {}
        return found
