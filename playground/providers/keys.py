"""The public keys of a real issuer, for our STS.  https://openid.net/specs/openid-connect-discovery-1_0.html

Only issuers in the catalogue are asked: a token chooses its own `iss`, and must not choose whom this machine calls.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import requests

from playground.providers.catalogue import PROVIDERS
from playground.providers.transport import LIVE, Transport
from playground.tokens.keys import KeysUnavailable

FRESH_FOR = 3600  # seconds
REFRESHES_A_MINUTE = 2  # for a `kid` that is not in the set
ISSUERS = frozenset(provider.issuer for provider in PROVIDERS if provider.issuer)


@dataclass
class _Kept:
    """One issuer's key set, and when it was asked for in the last minute."""

    jwks: dict[str, Any] | None = None
    until: float = 0
    asked: deque[float] = field(default_factory=deque)
    lock: Lock = field(default_factory=Lock)


_kept = {issuer: _Kept() for issuer in ISSUERS}


def fetch_key_set(
    issuer: str, kid: str = "", *, transport: Transport = LIVE, clock: Callable[[], float] = time.monotonic
) -> dict[str, Any]:
    """The JSON Web Key Set that `issuer` (`https://…`) publishes, asked for again when it is old or has no `kid`.

    Raises KeysUnavailable, with a reason for the reader, for an issuer that is not in the catalogue and when there is no
    key set to be had.
    """
    if issuer not in _kept:
        raise KeysUnavailable("this site asks the providers of its catalogue only, and this issuer is not among them")
    kept = _kept[issuer]
    with kept.lock:
        if not _good(kept, kid, clock()) and (kept.jwks is None or _may_ask(kept, clock())):
            kept.asked.append(clock())
            kept.jwks, kept.until = _fetched(issuer, transport), clock() + FRESH_FOR
        return kept.jwks or {"keys": []}


def forget() -> None:
    """Drops every key set."""
    for kept in _kept.values():
        kept.jwks, kept.until = None, 0
        kept.asked.clear()


def _good(kept: _Kept, kid: str, now: float) -> bool:
    if kept.jwks is None or kept.until <= now:
        return False
    return not kid or any(isinstance(key, dict) and key.get("kid") == kid for key in kept.jwks["keys"])


def _may_ask(kept: _Kept, now: float) -> bool:
    while kept.asked and kept.asked[0] <= now - 60:
        kept.asked.popleft()
    return len(kept.asked) < REFRESHES_A_MINUTE


def _fetched(issuer: str, transport: Transport) -> dict[str, Any]:
    with requests.Session() as session:
        transport.mount(session)
        session.max_redirects = 0
        document = _json(session, f"{issuer}/.well-known/openid-configuration")
        if document.get("issuer") != issuer or not str(document.get("jwks_uri")).startswith("https://"):
            raise KeysUnavailable("its discovery document should name it as `issuer` and have an https `jwks_uri`")
        jwks = _json(session, document["jwks_uri"])
    if not isinstance(jwks.get("keys"), list):
        raise KeysUnavailable("its key set should be a JSON object with a list `keys`, and has none")
    return jwks


def _json(session: requests.Session, url: str) -> dict[str, Any]:
    try:
        answer = session.get(url, headers={"Accept": "application/json"})
        answer.raise_for_status()
        data = answer.json()
    except requests.Timeout:
        raise KeysUnavailable("it did not answer in time") from None
    except requests.exceptions.JSONDecodeError:
        raise KeysUnavailable("it answered with something that is not JSON") from None
    except requests.RequestException:
        raise KeysUnavailable("it cannot be reached over https, or answered with an error") from None
    if not isinstance(data, dict):
        raise KeysUnavailable("it answered with JSON that is no object")
    return data
