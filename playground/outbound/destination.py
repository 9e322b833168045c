"""Whether an address may be called, by its URL and then by what DNS answers: https, a public host by name, port 443.

A host in OUTBOUND_HOSTS is the operator's own word: it may be at a private address and, as `host:port`, on another port.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from playground.outbound.addresses import why_not_public
from playground.outbound.refused import Refused

HTTPS_PORT = 443
Resolve = Callable[[str, int], list[str]]
"""The IP addresses of a host.  Raises OSError when there are none."""


@dataclass(frozen=True)
class Destination:
    """A host that may be called.  trusted: the operator named it, so that its addresses are not judged."""

    host: str
    port: int
    trusted: bool


def destination(url: str) -> Destination:
    """Where a URL leads.  Raises Refused with a reason for anything but https to a host of the public internet by its name."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port or HTTPS_PORT
    except ValueError:
        raise Refused("its address cannot be read") from None
    if parts.scheme != "https":
        raise Refused(f"its address begins with `{parts.scheme}:`, and should begin with `https:`")
    if not host or parts.username is not None or parts.password is not None:
        raise Refused("its address should be a host name and a path, with no user and no password in it")
    if _named(host, port):
        return Destination(host, port, trusted=True)
    if port != HTTPS_PORT:
        raise Refused(f"its address names port {port}, and should be on port 443; OUTBOUND_HOSTS may allow `{host}:{port}`")
    if _is_number(host) or "." not in host:
        raise Refused(f"`{host}` is no public host name, as in `idp.example.com`; OUTBOUND_HOSTS may allow it")
    return Destination(host, port, trusted=False)


def checked_addresses(to: Destination, resolve: Resolve) -> list[str]:
    """The addresses to connect to, every one of them checked.  Raises Refused if there are none, or if any is not public."""
    try:
        found = resolve(to.host, to.port)
    except (OSError, UnicodeError):
        raise Refused(f"DNS knows no `{to.host}`") from None
    if not found:
        raise Refused(f"DNS knows no `{to.host}`")
    for address in found:
        why = "" if to.trusted else why_not_public(address)
        if why:
            raise Refused(f"`{to.host}` is at an address that is {why}, and this site calls public ones only")
    return found


def resolve_by_system(host: str, port: int) -> list[str]:
    """What this machine's resolver answers, in its order."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def _named(host: str, port: int) -> bool:
    allowed = {name.strip().lower() for name in settings.OUTBOUND_HOSTS}
    return f"{host}:{port}" in allowed or (port == HTTPS_PORT and host in allowed)


def _is_number(host: str) -> bool:
    """An IP address in any notation.  https://url.spec.whatwg.org/#ends-in-a-number-checker"""
    last = host.rpartition(".")[2]
    return ":" in host or last.isdigit() or last.startswith("0x")
