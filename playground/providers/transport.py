"""How a client's messages reach a provider: over https to the real one, or as whoever calls us has arranged it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import requests

from playground.outbound.adapter import GuardedAdapter


@dataclass(frozen=True)
class Transport:
    """mount: puts transport adapters into a session of `requests`.  browser_url: where the browser goes for a real URL."""

    mount: Callable[[requests.Session], None]
    browser_url: Callable[[str], str]


def mount_live(session: requests.Session) -> None:
    """Lets this session speak https to public addresses, and nothing else."""
    session.trust_env = False  # no .netrc, no proxy of the environment: both would get round the guard
    session.mount("https://", GuardedAdapter())
    session.adapters.pop("http://", None)


LIVE = Transport(mount=mount_live, browser_url=str)
