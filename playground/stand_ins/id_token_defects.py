"""The ways an ID token can be wrong, a function each: in its claims, in how it is signed, or in what came after."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from playground.stand_ins.id_token import LIFETIME, IdToken
from playground.stand_ins.keys import signing_key
from playground.stand_ins.registrations import android_client_id, another_account, registration_for

UNKNOWN_KID = "demo-unknown"


def expired_for(seconds: int) -> Callable[[IdToken], IdToken]:
    """Issued so long ago that `exp` was `seconds` ago."""

    def age(token: IdToken) -> IdToken:
        return token.with_claims({claim: token.claims[claim] - LIFETIME - seconds for claim in ("iat", "exp")})

    return age


def for_another_app(token: IdToken) -> IdToken:
    """`aud` and `azp` are those of the next account's apps; AWS compares `azp` first, so both have to be wrong."""
    other = another_account(token.account_id)
    mine, theirs = android_client_id(token.account_id), android_client_id(other)
    client_id = registration_for("google", other).client_id
    return token.with_claims({"azp": theirs if token.claims["azp"] == mine else client_id, "aud": client_id})


def naming_an_unknown_key(token: IdToken) -> IdToken:
    """A `kid` that is not in the key set."""
    return token.with_header(kid=UNKNOWN_KID)


def unsigned(token: IdToken) -> str:
    """`alg` none and no signature, as RFC 7519 section 6 has it."""
    return f"{_joined(token.with_header(alg='none'))}."


def signed_with_the_public_key(token: IdToken) -> str:
    """HS256 whose secret is the public key in PEM: right for whom the token may choose the algorithm (RFC 8725 section 2.1)."""
    signing_input = _joined(token.with_header(alg="HS256"))
    signature = hmac.digest(signing_key().as_pem(private=False), signing_input.encode(), "sha256")
    return f"{signing_input}.{urlsafe_b64encode(signature).decode()}"


def altered(token: str) -> str:
    """The last four digits of `sub` replaced (each by what is missing to nine), the signature left as it was."""
    header, payload, signature = token.split(".")
    claims = json.loads(urlsafe_b64decode(payload.encode()))
    subject = claims.get("sub", "0000")
    claims["sub"] = subject[:-4] + "".join(str(9 - int(digit)) for digit in subject[-4:])
    return f"{header}.{_encoded(claims)}.{signature}"


def _joined(token: IdToken) -> str:
    return f"{_encoded(token.header)}.{_encoded(token.claims)}"


def _encoded(data: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()).decode()
