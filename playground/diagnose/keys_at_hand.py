"""The keys that can judge a token: those that were given, else this site's own when the token is one of its demo tokens."""

from __future__ import annotations

from playground.diagnose.pasted import Pasted
from playground.stand_ins.keys import jwks
from playground.tokens.keys import KeySet


def is_demo(pasted: Pasted) -> bool:
    """Whether the token names a key of this site's stand-ins, which no real issuer has."""
    header = pasted.taken_apart.unverified_header or {}
    kid = header.get("kid")
    return pasted.kind == "token" and any(key.get("kid") == kid for key in jwks()["keys"])


def keys_for(pasted: Pasted, given: KeySet | None) -> KeySet | None:
    """The keys; None when there are none at hand, which leaves the signature open."""
    if given is None and is_demo(pasted):
        return KeySet.from_jwks(jwks())
    return given
