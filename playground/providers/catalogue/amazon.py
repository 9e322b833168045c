"""Login with Amazon.  https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.explain import Compared, Finding
from playground.providers import site_check
from playground.providers.provider import Provider
from playground.providers.signed_in import Exchange, SignedIn

TOKENINFO_URL = "https://api.amazon.com/auth/o2/tokeninfo"
PROFILE_URL = "https://api.amazon.com/user/profile"


def read_tokeninfo(exchange: Exchange) -> SignedIn:
    """Asks tokeninfo, compares `aud` before anything else, and only then asks for the profile."""
    status, info = exchange.ask(exchange.endpoints["introspection_endpoint"], {"access_token": exchange.access_token})
    verdict = _verdict(status, info, exchange.client_id)
    profile = exchange.ask_as_bearer(exchange.endpoints["userinfo_endpoint"], {})[1] if verdict.passed else {}
    seconds_left = info.get("exp")
    return SignedIn(
        token=exchange.access_token,
        kind="opaque",
        access_token=exchange.access_token,
        answer=info,
        profile=profile,
        issued_at=info["iat"] if isinstance(info.get("iat"), int) else exchange.now,
        expires_at=exchange.now + seconds_left if isinstance(seconds_left, int) else exchange.expires_at,
        site_check=verdict,
    )


def _verdict(status: int, info: Mapping[str, Any], client_id: str) -> Finding:
    if status != 200:
        says = "`tokeninfo` answers {} `{}`, and should know the token"
        return site_check.refuses(says, status, info.get("error", "nothing more"))
    if info.get("aud") != client_id:
        compared = Compared(str(info.get("aud")), client_id, "aud", "this site’s client id")
        says = "the token was given to `{}`, and this site is `{}`"
        return site_check.refuses(says, info.get("aud"), client_id, compared=compared)
    return site_check.takes("`tokeninfo` knows the token, and its `aud` is this site’s client id")


AMAZON = Provider(
    slug="amazon",
    name="Login with Amazon",
    tile="amazon",
    kind="opaque",
    protocol="OAuth 2.0",
    hands_over="An access token, Atza|…, opaque, one hour",
    how="The code is traded; tokeninfo says what it is",
    in_the_call="ProviderId=www.amazon.com",
    principal="www.amazon.com",
    provider_id="www.amazon.com",
    audience_key="www.amazon.com:app_id",
    subject_key="www.amazon.com:user_id",
    settings=("LOGIN_WITH_AMAZON_CLIENT_ID", "LOGIN_WITH_AMAZON_CLIENT_SECRET"),
    endpoints={
        "authorization_endpoint": "https://www.amazon.com/ap/oa",
        "token_endpoint": "https://api.amazon.com/auth/o2/token",
        "introspection_endpoint": TOKENINFO_URL,
        "userinfo_endpoint": PROFILE_URL,
    },
    scope="profile",
    lesson=(
        "The token is opaque: nobody can read it, so STS asks Amazon’s tokeninfo. ProviderId says whom to ask.",
        "An app has two ids. tokeninfo answers with both, and a trust policy compares app_id.",
        "exp in tokeninfo’s answer is how many seconds are left, and no date as everywhere else.",
    ),
    read=read_tokeninfo,
)
