"""The public keys of a real issuer, for our STS.  https://openid.net/specs/openid-connect-discovery-1_0.html

A token chooses its own `iss`. Issuers of the catalogue are asked, and with FETCH_ISSUER_KEYS every other at a public https address.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import Any

from django.conf import settings

from playground.outbound.fetch import Unavailable, fetch_json
from playground.providers.catalogue import PROVIDERS
from playground.providers.live import own_jwks_uri
from playground.providers.transport import LIVE, Transport
from playground.seats import waiting_outside
from playground.tokens.keys import KeysUnavailable

FRESH_FOR = 3600  # seconds
ASKED_A_MINUTE = 2  # times, for a `kid` that is not in the set, or after a failure
KEPT = 256  # issuers; the one asked for longest ago gives way
AT_ONCE = 4  # issuers being asked at one time, so that slow ones cannot hold every worker
KNOWN = frozenset(provider.issuer for provider in PROVIDERS if provider.issuer)


@dataclass
class _Kept:
    """One issuer's key set, or why there is none, and when it was asked for in the last minute."""

    jwks: dict[str, Any] | None = None
    failure: str = ""
    until: float = 0
    asked: deque[float] = field(default_factory=deque)
    lock: Lock = field(default_factory=Lock)


_kept: OrderedDict[str, _Kept] = OrderedDict()
_kept_lock = Lock()
_asking = BoundedSemaphore(AT_ONCE)


def fetch_key_set(
    issuer: str, kid: str = "", *, transport: Transport = LIVE, clock: Callable[[], float] = time.monotonic
) -> dict[str, Any]:
    """The JSON Web Key Set that `issuer` (`https://…`) publishes, asked for again when it is old or has no `kid`.

    Raises KeysUnavailable, with a reason for the reader, for an issuer that is not to be asked and when there is no key set
    to be had.
    """
    own = {one["issuer"] for one in settings.OIDC_ISSUERS.values()}
    if issuer not in KNOWN | own and not settings.FETCH_ISSUER_KEYS:
        raise KeysUnavailable("this site asks the providers of its catalogue only, and this issuer is not among them")
    kept = _of(issuer)
    with _alone(kept):
        if not _good(kept, kid, clock()) and _may_ask(kept, clock()):
            kept.asked.append(clock())
            _ask(kept, issuer, transport, clock)
    if kept.jwks is None or kept.until <= clock():
        raise KeysUnavailable(kept.failure or "it was asked twice in the last minute, and gave no keys")
    return kept.jwks


def forget() -> None:
    """Drops every key set."""
    with _kept_lock:
        _kept.clear()


def _of(issuer: str) -> _Kept:
    with _kept_lock:
        kept = _kept.setdefault(issuer, _Kept())
        _kept.move_to_end(issuer)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return kept


@contextmanager
def _alone(kept: _Kept) -> Iterator[None]:
    if not kept.lock.acquire(blocking=False):
        with waiting_outside():  # who asks for it needs a seat to go on
            if not kept.lock.acquire(timeout=settings.PROVIDER_TIMEOUT):
                raise KeysUnavailable("it is being asked, and has not answered yet")
    try:
        yield
    finally:
        kept.lock.release()


def _good(kept: _Kept, kid: str, now: float) -> bool:
    if kept.jwks is None or kept.until <= now:
        return False
    return not kid or any(isinstance(key, dict) and key.get("kid") == kid for key in kept.jwks["keys"])


def _may_ask(kept: _Kept, now: float) -> bool:
    while kept.asked and kept.asked[0] <= now - 60:
        kept.asked.popleft()
    return len(kept.asked) < ASKED_A_MINUTE


def _ask(kept: _Kept, issuer: str, transport: Transport, clock: Callable[[], float]) -> None:
    """A set that is still fresh outlives a failure."""
    if not _asking.acquire(blocking=False):
        raise KeysUnavailable("this site is asking several other issuers just now; try again in a few seconds")
    try:
        kept.jwks, kept.failure, kept.until = _fetched(issuer, transport), "", clock() + FRESH_FOR
    except KeysUnavailable as error:
        kept.failure = error.reason
    finally:
        _asking.release()


def _fetched(issuer: str, transport: Transport) -> dict[str, Any]:
    own = own_jwks_uri(issuer)
    try:
        if own:
            return _checked(fetch_json(own, transport.mount))
        document = fetch_json(f"{issuer.rstrip('/')}/.well-known/openid-configuration", transport.mount)
        if document.get("issuer") != issuer or not str(document.get("jwks_uri")).startswith("https://"):
            raise KeysUnavailable("its discovery document should name it as `issuer` and have an https `jwks_uri`")
        return _checked(fetch_json(document["jwks_uri"], transport.mount))
    except Unavailable as error:
        raise KeysUnavailable(error.reason) from None


def _checked(jwks: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(jwks.get("keys"), list):
        raise KeysUnavailable("its key set should be a JSON object with a list `keys`, and has none")
    return jwks
