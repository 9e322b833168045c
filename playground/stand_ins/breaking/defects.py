"""The ways a token can be wrong in its claims before it is signed, a function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playground.stand_ins.registrations import another_account
from playground.stand_ins.tokens.id_token import IdToken

UNKNOWN_KID = "demo-unknown"
ELSEWHERE = "https://issuer.elsewhere.example"
DATES = ("iat", "nbf", "exp")
TAGS, ROLES = "https://aws.amazon.com/tags", "https://aws.amazon.com/roles"
Change = Callable[[IdToken], IdToken]


def expired_for(seconds: int) -> Change:
    """Issued so long ago that `exp` was `seconds` ago, or as long ago as was asked for."""

    def age(token: IdToken) -> IdToken:
        return _moved(token, -token.lifetime - (token.seconds or seconds))

    return age


def not_valid_for(seconds: int) -> Change:
    """`nbf` and all other dates ahead by `seconds`, or by as much as was asked for."""

    def hurry(token: IdToken) -> IdToken:
        ahead = _moved(token, token.seconds or seconds)
        return ahead.with_claims({"nbf": ahead.claims["iat"]})

    return hurry


def issued_for(seconds: int) -> Change:
    """`iat` was `seconds` ago, or as long ago as was asked for, and `exp` is as it should be."""

    def age(token: IdToken) -> IdToken:
        return token.with_claims({"iat": token.claims["iat"] - (token.seconds or seconds)})

    return age


def with_decimals(token: IdToken) -> IdToken:
    """Dates with a fraction of a second: legal in RFC 7519, refused by STS."""
    return token.with_claims({claim: token.claims[claim] + 0.5 for claim in ("iat", "exp")})


def for_another_app(token: IdToken) -> IdToken:
    """`aud`, and `azp` where there is one, are somebody else's; AWS compares `azp` first, so both have to be wrong."""
    return token.with_claims(token.elsewhere)


def for_several(token: IdToken) -> IdToken:
    """Two audiences, and no `azp` to say which one asked."""
    both = [_first(token.claims["aud"]), _first(token.elsewhere["aud"])]
    return token.without_claim("azp").with_claims({"aud": both})


def from_issuer(change: Callable[[str], str]) -> Change:
    """Another `iss`."""
    return lambda token: token.with_claims({"iss": change(token.claims["iss"])})


def slash_moved(issuer: str) -> str:
    """With a slash at the end where there was none, and without where there was one."""
    return issuer[:-1] if issuer.endswith("/") else f"{issuer}/"


def naming_an_unknown_key(token: IdToken) -> IdToken:
    """A `kid` that is not in the key set."""
    return token.with_header(kid=UNKNOWN_KID)


def about_an_address(token: IdToken) -> IdToken:
    """An e-mail address as `sub`, as some issuers have it: STS takes it, and CloudTrail keeps it."""
    return token.with_claims({"sub": token.claims.get("email", "maya@example.com")})


def with_tags(tags: dict[str, list[str]]) -> Change:
    """These session tags."""
    return lambda token: token.with_claims({TAGS: {"principal_tags": tags, "transitive_tag_keys": []}})


def for_another_role(token: IdToken) -> IdToken:
    """A roles claim that names a role of somebody else's account."""
    return token.with_claims({ROLES: [f"arn:aws:iam::{another_account(token.account_id)}:role/PhotoApp"]})


TOO_MANY = {f"Tag{number}": ["x"] for number in range(51)}  # one more than a session takes
TOO_LONG = {"Department": ["x" * 257]}  # one character more
SEVERAL = {"Department": ["Engineering", "Support"]}  # a tag has one value


def _moved(token: IdToken, seconds: int) -> IdToken:
    return replace(token, claims=token.claims | {name: token.claims[name] + seconds for name in DATES if name in token.claims})


def _first(audience: Any) -> Any:
    return audience[0] if isinstance(audience, list) else audience
