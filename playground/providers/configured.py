"""Issuers of the operator's own, from OIDC_ISSUERS: any that speaks OpenID Connect, an Amazon Cognito user pool among them.

https://openid.net/specs/openid-connect-discovery-1_0.html
https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings

from playground.explain import Compared
from playground.providers import site_check
from playground.providers.oidc_issuer import oidc_issuer
from playground.providers.openid import read_id_token
from playground.providers.provider import Provider
from playground.providers.signed_in import Exchange, SignedIn

COGNITO = "https://cognito-idp."


def configured() -> tuple[Provider, ...]:
    """One for each name in OIDC_ISSUERS, in their order."""
    return tuple(_provider(slug, own) for slug, own in settings.OIDC_ISSUERS.items())


def _provider(slug: str, own: Mapping[str, str]) -> Provider:
    issuer, start = own["issuer"], f"OIDC_{slug.upper().replace('-', '_')}"
    pool = issuer.startswith(COGNITO)
    return replace(
        oidc_issuer(issuer.removeprefix("https://")),
        slug=slug,
        name=own["name"],
        tile="user-pool" if pool else "issuer",
        hands_over="An ID token, signed",
        how="Discovery, then the code is traded; keys from its JWKS",
        settings=(f"{start}_CLIENT_ID", f"{start}_CLIENT_SECRET"),
        scope=own["scope"],
        read=read_user_pool_token if pool else read_id_token,
    )


def read_user_pool_token(exchange: Exchange) -> SignedIn:
    """A user pool signs its access tokens with the same keys; `token_use` tells them apart."""
    signed_in = read_id_token(exchange)
    use = signed_in.answer.get("token_use")
    if use == "id" or not signed_in.site_check.passed:
        return signed_in
    compared = Compared(str(use), "id", "token_use", "of an ID token")
    says = "`token_use` is `{}`, and should be `id`"
    return replace(signed_in, site_check=site_check.refuses(says, use, pointer="/payload/token_use", compared=compared))
