"""What all OpenID Connect issuers have in common, worked out of the issuer's name in AWS."""

from __future__ import annotations

from playground.providers.provider import Provider


def oidc_issuer(principal: str) -> Provider:
    """An issuer whose tokens an account takes once it has an IAM OIDC provider for it.

    principal: the issuer's URL without `https://`.  Its own words are put in by `dataclasses.replace`.
    """
    issuer = f"https://{principal}"
    return Provider(
        slug="",
        name="",
        tile="",
        kind="jwt",
        protocol="OpenID Connect",
        hands_over="",
        how="",
        in_the_call="no ProviderId",
        principal=principal,
        provider_id="",
        registered=True,
        audience_key=f"{principal}:aud",
        subject_key=f"{principal}:sub",
        issuer=issuer,
        metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
    )
