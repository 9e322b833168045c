"""A token as an OpenID Connect issuer makes it: its claims, and its signature.  https://openid.net/specs/openid-connect-core-1_0.html#IDToken"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from playground.stand_ins.keys import ALGORITHM, retired_key, signing_key
from playground.stand_ins.people import Person
from playground.stand_ins.registrations import another_account
from playground.stand_ins.stand_in import StandIn

SigningKey = RSAKey | ECKey


@dataclass(frozen=True)
class IdToken:
    """A token before it is signed.  account_id: of the sandbox account that it is for.

    elsewhere: `aud`, and `azp` where there is one, as a token for somebody else's app has them.
    seconds: by how much its dates are to be wrong, for the ways that have a choice; 0 for their own measure.
    keys: the one that signs and the one before it, for an issuer with keys of its own; None for the stand-ins'.
    """

    header: dict[str, Any]
    claims: dict[str, Any]
    account_id: str
    elsewhere: Mapping[str, Any] = field(default_factory=dict)
    seconds: int = 0
    keys: tuple[SigningKey, SigningKey] | None = None

    @property
    def key(self) -> SigningKey:
        """The private key that signs it."""
        return self.keys[0] if self.keys else signing_key()

    @property
    def older_key(self) -> SigningKey:
        """The private key that signed before."""
        return self.keys[1] if self.keys else retired_key()

    @property
    def lifetime(self) -> int:
        """From `iat` to `exp`, in seconds."""
        return int(self.claims["exp"] - self.claims["iat"])

    def with_header(self, **parameters: Any) -> IdToken:
        """The same, with these header parameters."""
        return replace(self, header=self.header | parameters)

    def with_claims(self, claims: Mapping[str, Any]) -> IdToken:
        """The same, with these claims."""
        return replace(self, claims=self.claims | dict(claims))

    def without_claim(self, name: str) -> IdToken:
        """The same, with a claim left out."""
        return replace(self, claims={claim: value for claim, value in self.claims.items() if claim != name})


def id_token(
    stand_in: StandIn, person: Person, account_id: str, *, scope: str, nonce: str, access_token: str, now: int
) -> IdToken:
    """What the provider says of a person to the app of `account_id`.  now: seconds since 1970; access_token: "" for none."""
    scopes = tuple(scope.split())
    theirs = stand_in.claims(person, another_account(account_id), scopes)
    claims = (
        {"iss": stand_in.issuer}
        | stand_in.claims(person, account_id, scopes)
        | ({"at_hash": create_half_hash(access_token, ALGORITHM).decode()} if access_token else {})
        | ({"nonce": nonce} if nonce else {})
        | dict.fromkeys(stand_in.dated, now)
        | {"exp": now + stand_in.lifetime}
    )
    return unsigned_token(claims, account_id, {claim: theirs[claim] for claim in ("azp", "aud") if claim in theirs})


def unsigned_token(claims: dict[str, Any], account_id: str, elsewhere: Mapping[str, Any]) -> IdToken:
    """A token with these claims that names the key that signs now."""
    return IdToken({"alg": ALGORITHM, "kid": signing_key().kid, "typ": "JWT"}, claims, account_id, elsewhere)


def sign(token: IdToken, key: SigningKey | None = None) -> str:
    """The token in compact form, signed with its key or another."""
    return jwt.encode(token.header, token.claims, key or token.key, [token.header["alg"]], default_type=None)
