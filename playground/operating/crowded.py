"""How many connections a process takes, and what it says when these are all there are: to who comes, and in its log.

https://man7.org/linux/man-pages/man2/getrlimit.2.html
"""

from __future__ import annotations

import logging
import resource
import time
from functools import cache

from django.conf import settings

FEWEST = 32  # connections, below which one browser alone may be told that there are no more
SPARE = 128  # descriptors for all that is no connection: the database, files, whoever listens
logger = logging.getLogger(__name__)
_EVERY = 60.0  # seconds
_said_at: list[float] = []


def say(open_here: int) -> None:
    """Seldom: whoever fills this process up shall not fill its log up as well."""
    now = time.monotonic()
    if _said_at and now - _said_at[0] < _EVERY:
        return
    _said_at[:] = [now]
    logger.warning(
        "connections are refused: `%s` are open at this port, and the process takes `%s`, half of them from one address "
        "(MOST_CONNECTIONS, or `ulimit -n`)",
        open_here,
        most_connections(),
    )


_SENTENCE = b"This site has as many connections as it can hold. Try again in a moment."
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nConnection: close\r\nRetry-After: 3\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(_SENTENCE), _SENTENCE)
)


@cache
def most_connections() -> int:
    """MOST_CONNECTIONS, or what the system lets this process open, if that is less."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return settings.MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(settings.MOST_CONNECTIONS, soft - SPARE)
