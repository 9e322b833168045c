"""The same bucket kept in Redis, so that several processes count as one. While Redis is away each counts for itself.

https://redis.io/docs/latest/develop/programmability/eval-intro/
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.exceptions import ConnectionError as Closed
from redis.exceptions import RedisError
from redis.retry import Retry

from playground.pace.bucket import Pace

PATIENCE = 1.0  # seconds to wait for Redis; a call that is counted waits no longer for it
LEFT_ALONE = 5.0  # seconds in which Redis is not asked again when it did not answer, whatever is counted
log = logging.getLogger(__name__)

# One script, so that no other process comes between reading and writing; by the clock of Redis, which all of them share.
_TAKE = """
local most, time = tonumber(ARGV[1]), redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(kept[1]) or most, tonumber(kept[2]) or now
left = math.min(most, left + math.max(0, now - at) * most / 60)
local allowed = left >= 1 and 1 or 0
redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left - allowed), 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], 61)
return allowed
"""
_GIVE_BACK = "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HINCRBYFLOAT', KEYS[1], 'left', 1) end"


class Counter:
    """One Redis, which counts all kinds of paces."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        # A connection that Redis closed by a restart is opened anew, once; who does not answer in time is not asked again.
        retry = Retry(NoBackoff(), 1, supported_errors=(Closed,))
        self.redis = Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=retry)
        self._take, self._give_back = self.redis.register_script(_TAKE), self.redis.register_script(_GIVE_BACK)
        self.clock, self._away_until, self._said = clock, 0.0, ""

    def take(self, name: str, most: int) -> bool | None:
        """Whether one more is within the bound; None while Redis does not say."""
        said, taken = self._asked(self._take, name, most)
        return bool(taken) if said else None

    def give_back(self, name: str) -> bool:
        """Takes one off again. Whether Redis was there to do so."""
        return self._asked(self._give_back, name)[0]

    def _asked(self, script: Script, name: str, *given: int) -> tuple[bool, Any]:
        """Whether Redis answers, and what."""
        if self.clock() < self._away_until:
            return False, None
        try:
            answer = script(keys=[f"playground:pace:{name}"], args=given)
        except (RedisError, OSError) as error:
            self._away_until = self.clock() + LEFT_ALONE
            self._say(type(error).__name__)
            return False, None
        self._say("")
        return True, answer

    def _say(self, trouble: str) -> None:
        """Once when it comes, not every five seconds of an outage, and once when it is over."""
        if trouble == self._said:
            return
        self._said = trouble
        if trouble:
            log.warning("paces are counted by this process alone: Redis did not answer (%s)", trouble)
        else:
            log.warning("paces are counted in Redis again")


@cache
def counter(url: str) -> Counter:
    """This process's."""
    return Counter(url)


class SharedPace:
    """At most `each_minute` for each name, in all processes with this Redis. kind: apart from which other kinds it is counted."""

    def __init__(self, each_minute: int, kind: str, counter: Counter) -> None:
        self.each_minute, self.kind, self.counter = each_minute, kind, counter
        self._alone = Pace(each_minute, counter.clock)

    def take(self, name: str) -> bool:
        """Whether one more is within the bound; if so, it is counted."""
        if not self.each_minute:
            return True
        said = self.counter.take(f"{self.kind}:{name}", self.each_minute)
        return self._alone.take(name) if said is None else said

    def give_back(self, name: str) -> None:
        """One that was taken counts no longer."""
        if self.each_minute and not self.counter.give_back(f"{self.kind}:{name}"):
            self._alone.give_back(name)
