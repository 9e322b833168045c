"""Facebook.  https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow

No PKCE: Facebook takes a code challenge in its OpenID Connect flow only, whose token the principal graph.facebook.com does not.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from playground.explain import Compared, Finding
from playground.providers import site_check
from playground.providers.provider import Provider
from playground.providers.signed_in import Exchange, SignedIn

VERSION = settings.FACEBOOK_GRAPH_VERSION
GRAPH = f"https://graph.facebook.com/{VERSION}"
INSPECT_URL = f"{GRAPH}/debug_token"
PROFILE_URL = f"{GRAPH}/me"


def read_debug_token(exchange: Exchange) -> SignedIn:
    """Asks debug_token with the app's own token, compares `app_id`, and only then asks for the profile."""
    about = {"input_token": exchange.access_token, "access_token": exchange.app_token()}
    info = exchange.ask(exchange.endpoints["introspection_endpoint"], about)[1]
    data = info["data"] if isinstance(info.get("data"), dict) else {}
    verdict = _verdict(info, data, exchange.client_id)
    profile_url = exchange.endpoints["userinfo_endpoint"]
    issued_at, expires_at = data.get("issued_at"), data.get("expires_at")
    return SignedIn(
        token=exchange.access_token,
        kind="opaque",
        access_token=exchange.access_token,
        answer=info,
        profile=exchange.ask(profile_url, _profile_query(exchange))[1] if verdict.passed else {},
        issued_at=issued_at if isinstance(issued_at, int) else exchange.now,
        expires_at=expires_at if isinstance(expires_at, int) and expires_at else exchange.expires_at,
        site_check=verdict,
    )


def _profile_query(exchange: Exchange) -> dict[str, str]:
    """appsecret_proof shows that whoever brings the token also knows the app's secret."""
    proof = hmac.digest(exchange.client_secret.encode(), exchange.access_token.encode(), "sha256").hex()
    return {"fields": "id,name,email", "access_token": exchange.access_token, "appsecret_proof": proof}


def _verdict(info: Mapping[str, Any], data: Mapping[str, Any], client_id: str) -> Finding:
    if "error" in info:
        says = "`debug_token` refuses with code {}, and should know the token as one of this app"
        return site_check.refuses(says, _code(info))
    if data.get("is_valid") is not True:
        says = "`debug_token` says that the token is not valid, with code {}, and it should be"
        return site_check.refuses(says, _code(data))
    if data.get("app_id") != client_id:
        compared = Compared(str(data.get("app_id")), client_id, "app_id", "this site’s app id")
        says = "the token was given to app `{}`, and this site is `{}`"
        return site_check.refuses(says, data.get("app_id"), client_id, compared=compared)
    return site_check.takes("`debug_token` says that the token is valid, and its `app_id` is this site’s")


def _code(answer: Mapping[str, Any]) -> str:
    error = answer.get("error")
    fields = [error[name] for name in ("code", "subcode") if name in error] if isinstance(error, dict) else []
    return "/".join(str(field) for field in fields) or "none"


FACEBOOK = Provider(
    slug="facebook",
    name="Facebook",
    tile="facebook",
    kind="opaque",
    protocol="OAuth 2.0",
    hands_over="An access token, opaque, about two hours",
    how="The code is traded; debug_token says what it is",
    in_the_call="ProviderId=graph.facebook.com",
    principal="graph.facebook.com",
    provider_id="graph.facebook.com",
    audience_key="graph.facebook.com:app_id",
    subject_key="graph.facebook.com:id",
    settings=("FACEBOOK_APP_ID", "FACEBOOK_APP_SECRET"),
    off_reason="needs an app id",
    endpoints={
        "authorization_endpoint": f"https://www.facebook.com/{VERSION}/dialog/oauth",
        "token_endpoint": f"{GRAPH}/oauth/access_token",
        "introspection_endpoint": INSPECT_URL,
        "userinfo_endpoint": PROFILE_URL,
    },
    scope="public_profile email",
    pkce=False,
    lesson=(
        "The token is opaque: STS asks Facebook’s debug_token. ProviderId says whom to ask.",
        "The principal graph.facebook.com takes the access token. Facebook’s ID token has another issuer, and would need an "
        "OIDC provider of its own.",
        "An app in development mode signs in its own people only. For all others STS answers IDPRejectedClaim.",
    ),
    read=read_debug_token,
)
