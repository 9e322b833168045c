"""What processes tell each other and share for a while: over Redis, or within one process. Plain settings, nothing of Django's.

https://channels.readthedocs.io/en/latest/topics/channel_layers.html  https://docs.djangoproject.com/en/5.2/topics/cache/#redis
"""

from __future__ import annotations

from typing import Any

from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PATIENCE = 2  # seconds; who waits longer for Redis does better without


def channel_layers(redis_url: str) -> dict[str, Any]:
    """CHANNEL_LAYERS."""
    if not redis_url:
        return {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    host = {"address": redis_url, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 1)}
    return {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}}


def caches(redis_url: str) -> dict[str, Any]:
    """CACHES."""
    if not redis_url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url, "OPTIONS": options}}
