"""How often a visitor may sign in, ask for credentials, and write, and how often an address may, behind which a whole class may sit."""

from __future__ import annotations

import time
from functools import cache

from django.conf import settings

from playground.pace import Pace

AN_ADDRESS = 10  # times what a visitor may


def within(what: str, who: str) -> bool:
    """Whether one more is allowed. what: `sign-in`, `assume` or `write`.  who: an account, or `address` and what it is."""
    return _pace(what, who.startswith("address ")).take(who)


def within_pages(what: str, who: str) -> bool:
    """The same for a call that a page makes: it comes from this site's own address, so that only the visitor counts."""
    return who.startswith("address ") or within(what, who)


@cache
def _pace(what: str, address: bool) -> Pace:
    return Pace(settings.MOST_EACH_MINUTE[what] * (AN_ADDRESS if address else 1), time.monotonic)
