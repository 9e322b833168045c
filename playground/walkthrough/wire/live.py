"""The socket of a page: a snapshot when it opens, then what is new, in order, once. Two pages of a visitor have one each.

What is new is read from the database by its number, so nothing is lost when news is, and nothing comes twice. A page that lost
its connection opens another and gets a whole snapshot.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.template.loader import render_to_string

from playground.walkthrough.steps.read_answer import expires
from playground.walkthrough.visitor import journey_in
from playground.walkthrough.wire.view import PUSHED, pushed, wire_of
from playground.wire.announce import group_of
from playground.wire.record import KEPT, log_of

AT_ONCE = 40  # exchanges in one message; when more have passed, the older ones are in the log and not on the page
GATHER = 0.1  # seconds between two messages to one page, however fast exchanges come
LOOK_AGAIN = 30.0  # seconds after which a new token or new credentials are noticed
GONE = 4401  # close code: this browser has no visitor


class WireSocket(AsyncJsonWebsocketConsumer):
    """A page that listens."""

    account_id = ""
    last = 0
    stale: asyncio.Event
    tasks: list[asyncio.Task[None]]

    async def connect(self) -> None:
        """Accepts a visitor's page; the session cookie says whose it is."""
        self.tasks, self.stale = [], asyncio.Event()
        journey = await database_sync_to_async(journey_in)(self.scope["session"])
        if journey is None:
            await self.close(GONE)
            return
        self.account_id = journey.account_id
        await self.channel_layer.group_add(group_of(self.account_id), self.channel_name)
        await self.accept()
        await self._begin()
        self.tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._expiries())]

    async def _begin(self) -> None:
        """A page that has just been loaded goes on from what it shows; one that lost its connection gets the whole."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        after = query.get("after", [""])[0]
        if after.isascii() and after.isdigit() and len(after) < 10:
            self.last = int(after)
            self.stale.set()
        else:
            await self.send_json(await database_sync_to_async(self._snapshot)())

    async def disconnect(self, code: int) -> None:
        """Lets go of everything."""
        for task in self.tasks:
            task.cancel()
        if self.account_id:
            await self.channel_layer.group_discard(group_of(self.account_id), self.channel_name)

    async def wire_changed(self, _event: dict[str, Any]) -> None:
        """The log has changed, or what the visitor holds."""
        self.stale.set()

    async def receive_json(self, content: Any, **_: Any) -> None:
        """A page asks for the whole again after a pause; it has nothing else to say."""
        if content == {"ask": "snapshot"}:
            await self.send_json(await database_sync_to_async(self._snapshot)())

    async def _follow(self) -> None:
        while True:
            await self.stale.wait()
            self.stale.clear()
            message = await database_sync_to_async(self._news)()
            if message:
                await self.send_json(message)
            await asyncio.sleep(GATHER)

    async def _expiries(self) -> None:
        """Says when the token or the credentials end."""
        told: set[tuple[str, float]] = set()
        while True:
            now, ends = time.time(), await database_sync_to_async(self._ends)()
            for what, moment in ends.items():
                if now - LOOK_AGAIN - 5 < moment <= now and (what, moment) not in told:
                    told.add((what, moment))
                    await self.send_json({"type": "expired", "what": what})
            ahead = [moment - now for moment in ends.values() if moment > now]
            await asyncio.sleep(min([*ahead, LOOK_AGAIN]) + 0.05)

    def _ends(self) -> dict[str, float]:
        journey = journey_in(self.scope["session"])
        ends: dict[str, float] = {}
        if journey and journey.sign_in:
            ends["token"] = journey.sign_in.expires_at
        if journey and journey.outcome and journey.outcome.credentials:
            ends["credentials"] = expires(journey.outcome)
        return ends

    def _snapshot(self) -> dict[str, Any]:
        context = wire_of(self.account_id, PUSHED)
        self.last = max(self.last, context["wire_total"])
        html = render_to_string("components/wire_cols.html", {**context, "lazy": True})
        return {"type": "snapshot", "html": html, "last": self.last, "kept": KEPT}

    def _news(self) -> dict[str, Any] | None:
        found = log_of(self.account_id, AT_ONCE, self.last)
        if not found:
            gone = not log_of(self.account_id, 1)
            return self._snapshot() if gone and self.last else None
        skipped = found[0].number - self.last - 1
        self.last = found[-1].number
        entries = [pushed(one.pk, one.number) for one in found]
        return {
            "type": "entries",
            "rows": [row for row, _ in entries],
            "entries": [entry for _, entry in entries],
            "lanes": sorted({one.sender for one in found} | {one.receiver for one in found}),
            "skipped": skipped,
            "last": self.last,
            "shown": PUSHED,
        }
