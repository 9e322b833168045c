"""An ID token as Google makes it: its claims, and its signature.  https://openid.net/specs/openid-connect-core-1_0.html#IDToken"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt

from playground.stand_ins.catalogue import GOOGLE
from playground.stand_ins.keys import ALGORITHM, signing_key
from playground.stand_ins.people import Person
from playground.stand_ins.registrations import android_client_id, registration_for

LIFETIME = 3600  # seconds


@dataclass(frozen=True)
class IdToken:
    """A token before it is signed.  account_id: of the sandbox account whose app it is for."""

    header: dict[str, Any]
    claims: dict[str, Any]
    account_id: str

    def with_header(self, **parameters: Any) -> IdToken:
        """The same, with these header parameters."""
        return replace(self, header=self.header | parameters)

    def with_claims(self, claims: dict[str, Any]) -> IdToken:
        """The same, with these claims."""
        return replace(self, claims=self.claims | claims)

    def without_claim(self, name: str) -> IdToken:
        """The same, with a claim left out."""
        return replace(self, claims={claim: value for claim, value in self.claims.items() if claim != name})


def id_token(person: Person, account_id: str, scope: str, nonce: str, access_token: str, now: int) -> IdToken:
    """What Google says of a person to the app of `account_id`.  now: seconds since 1970; access_token: "" for none."""
    scopes = scope.split()
    claims = (
        {"iss": GOOGLE.issuer}
        | _audience(person, account_id)
        | {"sub": person.google_sub}
        | ({"hd": person.hosted_domain} if person.hosted_domain else {})
        | ({"email": person.email, "email_verified": person.email_verified} if "email" in scopes else {})
        | ({"at_hash": create_half_hash(access_token, ALGORITHM).decode()} if access_token else {})
        | ({"nonce": nonce} if nonce else {})
        | (_names(person) if "profile" in scopes else {})
        | {"iat": now, "exp": now + LIFETIME}
    )
    return IdToken({"alg": ALGORITHM, "kid": signing_key().kid, "typ": "JWT"}, claims, account_id)


def sign(token: IdToken) -> str:
    """The token in compact form, signed with the key that signs now."""
    return jwt.encode(token.header, token.claims, signing_key(), [ALGORITHM], default_type=None)


def _audience(person: Person, account_id: str) -> dict[str, str]:
    client_id = registration_for("google", account_id).client_id
    return {"azp": android_client_id(account_id) if person.on_android else client_id, "aud": client_id}


def _names(person: Person) -> dict[str, str]:
    return {"name": person.name, "given_name": person.given_name, "family_name": person.family_name}
