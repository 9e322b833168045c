"""The keys that can judge a token: those that were given, else this site's own for its demo tokens, else, when asked to, the issuer's."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from playground.diagnose.reading.pasted import Pasted
from playground.providers.keys import fetch_key_set
from playground.providers.transport import LIVE, Transport
from playground.stand_ins.keys import jwks
from playground.tokens.keys import KeySet, KeysUnavailable


class KeysAtHand(NamedTuple):
    """keys: None when there are none, which leaves the signature open.  missing: why the issuer gave none, when it was asked."""

    keys: KeySet | None
    missing: str = ""


def is_demo(pasted: Pasted) -> bool:
    """Whether the token names a key of this site's stand-ins, which no real issuer has."""
    header = pasted.taken_apart.unverified_header or {}
    kid = header.get("kid")
    return pasted.kind == "token" and any(key.get("kid") == kid for key in jwks()["keys"])


def keys_for(pasted: Pasted, given: KeySet | None, *, fetch: bool = False, transport: Transport = LIVE) -> KeysAtHand:
    """The keys.  fetch: whether the reader wants the issuer to be asked for them, over public https."""
    if given is not None or pasted.kind != "token":
        return KeysAtHand(given)
    if is_demo(pasted):
        return KeysAtHand(KeySet.from_jwks(jwks()))
    issuer, kid = (
        (pasted.taken_apart.unverified_claims or {}).get("iss"),
        (pasted.taken_apart.unverified_header or {}).get("kid"),
    )
    if not fetch or not isinstance(issuer, str):
        return KeysAtHand(None)
    if not settings.FETCH_ISSUER_KEYS:
        return KeysAtHand(None, "this site asks no issuer; FETCH_ISSUER_KEYS switches it on")
    try:
        return KeysAtHand(KeySet.from_jwks(fetch_key_set(issuer, kid if isinstance(kid, str) else "", transport=transport)))
    except KeysUnavailable as error:
        return KeysAtHand(None, error.reason)
