"""IpAddress and NotIpAddress: an address within a range (CIDR, RFC 4632), IPv4 or IPv6; without a length, one address."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context

_RANGE = re.compile(r"[0-9A-Fa-f.:]+(?:/\d{1,3})?", re.ASCII)  # no netmask, no zone, which Python would take


@lru_cache(maxsize=1024)
def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text) if _RANGE.fullmatch(text) else None
    except ValueError:
        return None


def _range(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False) if _RANGE.fullmatch(text) else None
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    return _address(text) is not None


def _read(text: str, _variables: bool) -> Test:
    wanted = _range(text)
    if wanted is None:
        raise Unreadable(f"`{text}` is no range of addresses; write it as `203.0.113.0/24`")

    def test(value: str, _context: Context) -> bool:
        got = _address(value)
        return got is not None and got in wanted

    return test


OPERATORS = (
    Operator("IpAddress", _read, readable=_is_address, kind="an IP address"),
    Operator("NotIpAddress", _read, negated=True, readable=_is_address, kind="an IP address"),
)
