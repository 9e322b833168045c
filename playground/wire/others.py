"""The other processes: tells them which logs have changed, and hears it from them, over the channel layer.

Each process hears its own heart beat over the layer. When it does not, the layer is away: then the pages look at the database
every moment by themselves, and when it is back they all look once, because nobody knows what was missed.
https://channels.readthedocs.io/en/latest/topics/channel_layers.html
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from playground.telemetry.metrics import AWAY
from playground.wire.listening import wake, wake_all

GROUP = "wire"
BEAT = 1.0  # seconds
SILENCE = 3 * BEAT
TROUBLE = (RedisError, OSError, TimeoutError)
logger = logging.getLogger(__name__)


class _Others:
    """This process's place among the others."""

    def __init__(self) -> None:
        self.me = uuid.uuid4().hex
        self.away = False
        self.heard = asyncio.Event()

    async def tell(self, account_ids: Collection[str]) -> None:
        """Says that these logs have changed. When it cannot be said, the others look for themselves before long."""
        news = {"type": "wire.changed", "of": self.me, "accounts": list(account_ids)}
        with suppress(*TROUBLE):
            async with asyncio.timeout(SILENCE):
                await get_channel_layer().group_send(GROUP, news)

    async def keep_in_touch(self) -> None:
        """Hears the others until it is cancelled."""
        _tell(away=False)
        while True:
            try:
                await self._join()
            except TROUBLE as trouble:
                self._is_away(type(trouble).__name__)
                await asyncio.sleep(BEAT)

    async def _join(self) -> None:
        layer = get_channel_layer()
        async with asyncio.timeout(SILENCE):
            channel = await layer.new_channel()
            await layer.group_add(GROUP, channel)
        self.heard = asyncio.Event()
        try:
            hearing = asyncio.create_task(self._hear(layer, channel))
            try:
                await self._beat(layer, channel)
            finally:
                hearing.cancel()
        finally:
            with suppress(*TROUBLE):
                await layer.group_discard(GROUP, channel)

    async def _beat(self, layer: Any, channel: str) -> None:
        """Each beat is waited for. Time in which this process itself stood still, a suspended machine's, is nobody's silence."""
        while True:
            async with asyncio.timeout(SILENCE):
                await layer.send(channel, {"type": "wire.beat"})
                await self.heard.wait()
            self.heard.clear()
            await asyncio.sleep(BEAT)

    async def _hear(self, layer: Any, channel: str) -> None:
        while True:
            message = await layer.receive(channel)
            if message["type"] == "wire.beat":
                self.heard.set()
                self._is_back()
            elif message["of"] != self.me:
                wake(message["accounts"])

    def _is_away(self, why: str) -> None:
        if not self.away:
            logger.warning("the channel layer is away (%s): pages look at the database every moment", why)
        self.away = True
        _tell(away=True)
        wake_all()

    def _is_back(self) -> None:
        if self.away:
            logger.warning("the channel layer is back")
            self.away = False
            _tell(away=False)
            wake_all()


def _tell(*, away: bool) -> None:
    AWAY.labels("channel layer").set(away)


others = _Others()
