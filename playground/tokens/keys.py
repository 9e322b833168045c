"""The public keys that an issuer publishes, as a JSON Web Key Set.  https://www.rfc-editor.org/rfc/rfc7517#section-5"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.tokens.verification_key import UnusableKey, VerificationKey, read_key

MAX_KEYS_OF_A_KIND = 100  # "a maximum of 100 RSA keys and 100 EC keys" (IAM User Guide, create an OIDC provider)


class KeysUnavailable(Exception):
    """The keys of an issuer could not be had; `reason` says why, for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class KeySet:
    """The keys of an issuer.

    keys: those that can verify.  unusable: the RSA and EC keys that cannot, with the reason.
    crowded: the kinds ("RSA", "EC") of which the issuer publishes more than IAM takes; IAM then refuses tokens
    signed with a key of that kind.
    """

    keys: tuple[VerificationKey, ...] = ()
    unusable: tuple[UnusableKey, ...] = ()
    crowded: frozenset[str] = frozenset()

    @classmethod
    def from_jwks(cls, jwks: Mapping[str, Any]) -> KeySet:
        """The keys of a JSON Web Key Set; kinds other than RSA and EC are passed over.

        Raises KeysUnavailable when `jwks` is no key set.
        """
        members = jwks.get("keys") if isinstance(jwks, Mapping) else None
        if not isinstance(members, list):
            raise KeysUnavailable("the key set should be a JSON object with a list `keys`, and has none")
        kinds: dict[object, list[Mapping[str, Any]]] = {"RSA": [], "EC": []}
        for jwk in members:
            if isinstance(jwk, Mapping) and isinstance(jwk.get("kty"), str):
                kinds.get(jwk["kty"], []).append(jwk)
        read = [read_key(jwk) for jwks in kinds.values() for jwk in jwks[:MAX_KEYS_OF_A_KIND]]
        return cls(
            tuple(key for key in read if isinstance(key, VerificationKey)),
            tuple(key for key in read if isinstance(key, UnusableKey)),
            frozenset(str(kind) for kind, jwks in kinds.items() if len(jwks) > MAX_KEYS_OF_A_KIND),
        )

    def named(self, kid: str) -> tuple[VerificationKey, ...]:
        """The keys with this `kid`; for a token without one (""), all of them."""
        return tuple(key for key in self.keys if key.kid == kid) if kid else self.keys
