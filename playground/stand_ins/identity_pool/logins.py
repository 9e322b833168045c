"""The logins that a pool takes: the other provider's token, checked as Cognito checks it.

https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html
"""

from __future__ import annotations

from typing import NamedTuple

from playground.stand_ins.catalogue.google import GOOGLE
from playground.stand_ins.catalogue.user_pool import ISSUER as USER_POOL_ISSUER
from playground.stand_ins.identity_pool.refusals import NOT_AUTHORIZED, CognitoError
from playground.stand_ins.keys import jwks
from playground.stand_ins.people import PEOPLE
from playground.stand_ins.registrations import audience
from playground.stand_ins.tokens.introspect import introspect
from playground.tokens.jwt import take_apart
from playground.tokens.keys import KeySet
from playground.tokens.provider import RegisteredProvider
from playground.tokens.verify import verify

GOOGLE_LOGIN, USER_POOL_LOGIN = "accounts.google.com", USER_POOL_ISSUER.removeprefix("https://")
ISSUERS = {GOOGLE_LOGIN: (GOOGLE.slug, GOOGLE.issuer), USER_POOL_LOGIN: ("user-pool", USER_POOL_ISSUER)}
OPAQUE = {"www.amazon.com": "amazon", "graph.facebook.com": "facebook"}
_SUBJECT_IN = {"www.amazon.com": "user_id", "graph.facebook.com": "user_id"}
NO_JWT = "Invalid login token. Not a valid OpenId Connect identity token."
OTHER_ISSUER = "Invalid login token. Issuer doesn't match providerName"
UNSUPPORTED = "Token is not from a supported provider of this identity pool."
# Not seen from AWS in these words; the code is the one that it answers every bad login with.
UNVERIFIED = "Invalid login token. Token signature invalid."
OTHER_AUDIENCE = "Invalid login token. Incorrect token audience."
EXPIRED = "Invalid login token. Token expired: {} >= {}"
OPAQUE_REFUSED = "Invalid login token. The provider did not accept it."


class Login(NamedTuple):
    """Somebody whom a provider vouches for.  amr: what the pool's token says of that.

    Of a user pool it names no app (seen: https://catnekaise.github.io/github-actions-abac-aws/ and others).
    """

    provider: str
    subject: str
    app: str
    department: str = ""

    @property
    def amr(self) -> list[str]:
        """`authenticated`, the provider, and the provider with its app and its user."""
        by = "CognitoSignIn" if self.provider == USER_POOL_LOGIN else self.app
        return ["authenticated", self.provider, f"{self.provider}:{by}:{self.subject}"]


def login_of(account_id: str, provider: str, token: str, now: int) -> Login:
    """The login that a token proves.  Raises CognitoError."""
    if provider in OPAQUE:
        return _opaque(account_id, provider, token, now)
    if provider not in ISSUERS:
        raise CognitoError(NOT_AUTHORIZED, UNSUPPORTED)
    return _signed(account_id, provider, token, now)


def _signed(account_id: str, provider: str, token: str, now: int) -> Login:
    slug, issuer = ISSUERS[provider]
    app = audience(slug, account_id)
    claims = take_apart(token).unverified_claims
    if claims is None:
        raise CognitoError(NOT_AUTHORIZED, NO_JWT)
    if claims.get("iss") != issuer:
        raise CognitoError(NOT_AUTHORIZED, OTHER_ISSUER)
    known = RegisteredProvider(provider, f"arn:aws:iam::{account_id}:oidc-provider/{provider}", (app,))
    checked = verify(token, providers=lambda _: known, keys=lambda *_: KeySet.from_jwks(jwks()), now=now, role_arn="")
    if checked.refusal is None:
        return Login(provider, str(claims["sub"]), app, _department(str(claims["sub"])))
    code = checked.refusal.code
    if code == "ExpiredTokenException":
        raise CognitoError(NOT_AUTHORIZED, EXPIRED.format(now, claims["exp"]))
    raise CognitoError(NOT_AUTHORIZED, OTHER_AUDIENCE if "audience" in checked.refusal.message else UNVERIFIED)


def _opaque(account_id: str, provider: str, token: str, now: int) -> Login:
    status, body = introspect(provider, token, now=now)
    about = body.get("data", body)
    app = audience(OPAQUE[provider], account_id)
    if status != 200 or about.get("is_valid") is False or about.get("app_id") != app:
        raise CognitoError(NOT_AUTHORIZED, OPAQUE_REFUSED)
    return Login(provider, str(about[_SUBJECT_IN[provider]]), app)


def _department(subject: str) -> str:
    """What the user pool knows of somebody besides; the pool that maps attributes makes a tag of it."""
    return next((person.department for person in PEOPLE if subject in (person.cognito_sub, person.google_sub)), "")
