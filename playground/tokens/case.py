"""What the checks of a JWT judge: the token, taken apart, and everything it is compared with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.tokens.jwt import TakenApart
from playground.tokens.provider import GOOGLE, Keys, Providers, RegisteredProvider


@dataclass(frozen=True)
class Case:
    """A token before its judges.  now: seconds since 1970; role_arn: of the role that is to be assumed."""

    taken_apart: TakenApart
    providers: Providers
    keys: Keys
    now: float
    role_arn: str

    @property
    def unverified_header(self) -> dict[str, Any]:
        """The header as it claims to be; empty when it cannot be read."""
        return self.taken_apart.unverified_header or {}

    @property
    def unverified_claims(self) -> dict[str, Any]:
        """The claims as they claim to be; empty when they cannot be read."""
        return self.taken_apart.unverified_claims or {}

    @property
    def issuer(self) -> str:
        """`iss` as providers and keys are looked up by; Google's old tokens name it without https://."""
        issuer = self.unverified_claims.get("iss")
        if not isinstance(issuer, str):
            return ""
        return f"https://{GOOGLE}" if issuer == GOOGLE else issuer

    @cached_property
    def provider(self) -> RegisteredProvider | None:
        """The provider registered for exactly this issuer, asked for once."""
        found = self.providers(self.issuer)
        return found if found and self.issuer == f"https://{found.name}" else None


def audience_claim(claims: Mapping[str, Any]) -> str:
    """The claim that AWS compares: `azp` when it is set, else `aud` (IAM condition keys for AWS OIDC federation)."""
    return "aud" if claims.get("azp") is None else "azp"


def effective_audience(claims: Mapping[str, Any]) -> str | None:
    """The one audience that is compared; None when there are several or none.  A list of one is its value."""
    value = claims.get(audience_claim(claims))
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else None


def shown(value: object) -> str:
    """A claim's value as text: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
