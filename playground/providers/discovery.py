"""What an issuer publishes, as far as this site's client takes it over: its discovery document and its key set.

https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playground.tokens.verification_key import ALGORITHMS as SIGNED_WITH
from playground.tokens.verification_key import VerificationKey, read_key

NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
NAMES_ITSELF = "authorization_response_iss_parameter_supported"
MORE = ("issuer", "userinfo_endpoint", "end_session_endpoint", NAMES_ITSELF)
AUTHENTICATION = "token_endpoint_auth_methods_supported"
ALGORITHMS = "id_token_signing_alg_values_supported"
OF_A_KEY = ("kid", "kty", "alg", "n", "e", "crv", "x", "y")


class NotTheIssuer(ValueError):
    """A discovery document names another issuer than the one that was asked (OpenID Connect Discovery, section 4.3)."""


class NotUsable(ValueError):
    """Nobody can be signed in by what the issuer publishes.  reason: one clause, without words that came from outside."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def taken_over(document: object, issuer: str, own: Mapping[str, str]) -> dict[str, Any]:
    """The members that are needed: authlib would take any for an option of its session.  own: what stands in their place.

    Raises NotTheIssuer, NotUsable, or ValueError for what is no document.
    """
    if not isinstance(document, dict):
        raise ValueError("the discovery document is no JSON object")
    if document.get("issuer") != issuer:
        raise NotTheIssuer
    members: dict[str, Any] = {**document, **own}
    for name in NEEDED:
        if not _is_https(members.get(name)):
            raise NotUsable(f"its discovery document should have an https address as `{name}`, and has none")
    metadata = {name: members[name] for name in (*MORE, *NEEDED) if name in members}
    if isinstance(members.get(AUTHENTICATION), list):
        metadata[AUTHENTICATION] = members[AUTHENTICATION]
    # What a shared secret or nobody signs is no ID token here, whatever the issuer offers.
    offered = members.get(ALGORITHMS)
    named = [one for one in offered if one in SIGNED_WITH] if isinstance(offered, list) else []
    return metadata | {ALGORITHMS: named or ["RS256"]}


def usable_keys(jwks: object) -> dict[str, list[dict[str, Any]]]:
    """The key set without the keys that verify nothing: such a key is to be passed over (RFC 7517 section 5).  Raises NotUsable."""
    keys = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(keys, list):
        raise NotUsable("its key set should be a JSON object with a list `keys`, and has none")
    good = [jwk for jwk in keys if isinstance(jwk, Mapping) and isinstance(read_key(jwk), VerificationKey)]
    if not good:
        raise NotUsable("its key set should have a public key for signatures, and has none")
    return {"keys": [{name: jwk[name] for name in OF_A_KEY if name in jwk} for jwk in good]}


def _is_https(address: object) -> bool:
    """Whether it is an address that a browser or this site may be sent to."""
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:
        return False
    return parts is not None and parts.scheme == "https" and bool(parts.hostname)
