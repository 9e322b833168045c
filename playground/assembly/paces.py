"""How often a visitor may sign in, ask for credentials, and write, and how often an address may, behind which a whole class may sit."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache, lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

from playground.pace import Pace, SharedPace, counter

AN_ADDRESS = 10  # times what a visitor may
WAIT = 60  # seconds after which a pace that was run out is whole again
_ADDRESS = "address "
Paces = tuple[Callable[[str, str], bool], Callable[[str, str], None]]


def within(what: str, who: str) -> bool:
    """Whether one more is allowed. what: a name of MOST_EACH_MINUTE.  who: an account, or `address` and what it is."""
    pace, name = _counted(what, who)
    return pace.take(name)


def give_back(what: str, who: str) -> None:
    """One that was allowed counts no longer: it was refused to somebody else for whom it was counted, too.

    So a visitor who goes on when they are told to wait takes nothing from others at their address, a class perhaps.
    """
    pace, name = _counted(what, who)
    pace.give_back(name)


def within_both(what: str, address: str, visitor: str, paces: Paces = (within, give_back)) -> bool:
    """Whether one more is allowed to the address and to the visitor behind it, if one is known; counted for both or for none.

    paces: what allows and what takes back, where it is not what terminals have.
    """
    allow, take_back = paces
    if not allow(what, _ADDRESS + address):
        return False
    if not visitor or allow(what, visitor):
        return True
    take_back(what, _ADDRESS + address)
    return False


def within_pages(what: str, who: str) -> bool:
    """The same for a call that a page makes: it comes from this site's own address, so that only the visitor counts."""
    return who.startswith(_ADDRESS) or within(what, who)


def _counted(what: str, who: str) -> tuple[Pace | SharedPace, str]:
    """What counts it, and by which name."""
    if who.startswith(_ADDRESS):
        return _pace(what, True), _ADDRESS + _network(who.removeprefix(_ADDRESS))
    return _pace(what, False), who


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    """Of IPv6 the first 64 bits, for one household has all the rest.  https://www.rfc-editor.org/rfc/rfc6177#section-2"""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return address
    return str(read.ipv4_mapped or ip_network((read, 64), strict=False))


@cache
def _pace(what: str, address: bool) -> Pace | SharedPace:
    most = settings.MOST_EACH_MINUTE[what] * (AN_ADDRESS if address else 1)
    if settings.REDIS_URL:
        return SharedPace(most, f"{what}{' of addresses' if address else ''}", counter(settings.REDIS_URL))
    return Pace(most, time.monotonic)
