"""Reads an ID token, and says why authlib would not take it.  https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    MissingClaimError,
    UnsupportedAlgorithmError,
)

from playground.explain import WARN, Compared, Finding
from playground.providers import site_check
from playground.providers.signed_in import Exchange, SignedIn
from playground.tokens.jwt import TakenApart, take_apart

GOOGLE = "https://accounts.google.com"
LEEWAY = 120  # seconds, for clocks that differ
DATES = ("exp", "iat", "nbf")
PROFILE = ("name", "given_name", "family_name", "email", "email_verified", "picture")


class IdTokenOfAProject(CodeIDToken):
    """An ID token whose `azp` may be another client of the same project, as Google has it for an app's Android client.

    `aud` must be ours all the same (`claims_options`), and what `azp` may be is for the provider's documentation to say:
    OpenID Connect Core, section 3.1.3.7, number 5 as corrected in 2023.
    """

    def validate_azp(self) -> None:
        """Any."""


def claims_options(issuer: str, client_id: str) -> dict[str, dict[str, Any]]:
    """What authlib compares: the issuer, which old tokens of Google's name without https://, and the audience."""
    issuers = [issuer, issuer.removeprefix("https://")] if issuer == GOOGLE else [issuer]
    return {"iss": {"essential": True, "values": issuers}, "aud": {"essential": True, "value": client_id}}


def read_id_token(exchange: Exchange) -> SignedIn:
    """The ID token goes to STS; its claims are the answer, and some of them the profile."""
    token = str(exchange.token["id_token"])
    taken_apart = take_apart(token)
    unverified_claims = taken_apart.unverified_claims or {}
    return SignedIn(
        token=token,
        kind="jwt",
        access_token=exchange.access_token,
        answer=unverified_claims,
        profile={claim: unverified_claims[claim] for claim in PROFILE if claim in unverified_claims},
        issued_at=_moment(unverified_claims, "iat", exchange.now),
        expires_at=_moment(unverified_claims, "exp", exchange.expires_at),
        site_check=_refused(exchange, taken_apart) if exchange.refusal else _taken(exchange, unverified_claims),
    )


def _moment(unverified_claims: Mapping[str, Any], claim: str, otherwise: int) -> int:
    value = unverified_claims.get(claim)
    return value if isinstance(value, int) else otherwise


def _taken(exchange: Exchange, claims: Mapping[str, Any]) -> Finding:
    says = "state, nonce, signature, issuer, audience and dates are as they should be"
    azp = claims.get("azp", exchange.client_id)
    if azp == exchange.client_id:
        return site_check.takes(says)
    other = "`azp` is `{}`, another client of the same project than `{}`; this site goes by `aud`, AWS goes by `azp`"
    return site_check.takes(says, reasons=(Finding("Authorized party", WARN, other, (azp, exchange.client_id)),))


def _refused(exchange: Exchange, token: TakenApart) -> Finding:
    header = token.unverified_header or {}
    match exchange.refusal:
        case UnsupportedAlgorithmError():
            says = "the algorithm is `{}`, and this issuer signs with {}"
            return site_check.refuses(says, header.get("alg"), " or ".join(exchange.algorithms), pointer="/header/alg")
        case InvalidKeyIdError() if not header.get("kid"):
            says = "the token names no key, and should name one of those that the issuer publishes"
            return site_check.refuses(says, pointer="/header")
        case InvalidKeyIdError():
            says = "the token names the key `{}`, and the issuer should publish it"
            return site_check.refuses(says, header.get("kid"), pointer="/header/kid")
        case BadSignatureError():
            says = "the signature does not fit the token, and should: it was changed after it was signed"
            return site_check.refuses(says, pointer="/signature")
        case ClaimError() as error:
            return _refused_claim(error, token.unverified_claims or {}, exchange)
    return site_check.refuses("the token cannot be read, and should be a signed JSON Web Token")


def _refused_claim(error: ClaimError, unverified_claims: Mapping[str, Any], exchange: Exchange) -> Finding:
    value = unverified_claims.get(error.claim)
    match error:
        case ExpiredTokenError():
            says = f"the token ended {{}} seconds ago, and {site_check.TWO_CLOCKS}"
            return site_check.refuses(says, exchange.now - int(value or 0), LEEWAY, pointer="/payload/exp")
        case MissingClaimError():
            return site_check.refuses("the token has no `{}`, and should have one", error.claim, pointer="/payload")
    return _wrong_claim(error.claim, value, exchange)


def _wrong_claim(claim: str, value: object, exchange: Exchange) -> Finding:
    pointer = f"/payload/{claim}"
    if claim == "aud":
        value = _as_json(value)
        compared = Compared(value, exchange.client_id, "aud", "this site’s client id")
        says = "audience is `{}`, and this site is `{}`"
        return site_check.refuses(says, value, exchange.client_id, pointer=pointer, compared=compared)
    if claim == "nonce":
        says = "the nonce is not the one that this browser was given, so the token answers another request"
        return site_check.refuses(says, pointer=pointer)
    if claim == "at_hash":
        return site_check.refuses(
            "by its `at_hash` the token came with another access token than the one beside it", pointer=pointer
        )
    if claim in DATES and isinstance(value, int) and not isinstance(value, bool):
        begins = "was issued" if claim == "iat" else "begins"
        says = f"the token {begins} {{}} seconds from now, and {site_check.TWO_CLOCKS}"
        return site_check.refuses(says, value - exchange.now, LEEWAY, pointer=pointer)
    if claim in DATES:
        says = "`{}` is `{}`, and should be a date: whole seconds since 1970"
        return site_check.refuses(says, claim, _as_json(value), pointer=pointer)
    return site_check.refuses("`{}` is `{}`, and should be what this site asked for", claim, _as_json(value), pointer=pointer)


def _as_json(value: object) -> str:
    """A claim as it stands in the token; a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value)
