"""A provider as it is reached for real: its documented addresses, but for those that PROVIDER_ENDPOINTS has in their place."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from playground.providers.catalogue import PROVIDERS
from playground.providers.provider import Provider


def as_live(provider: Provider) -> Provider:
    """The provider with the operator's addresses."""
    own = settings.PROVIDER_ENDPOINTS.get(provider.slug)
    return replace(provider, endpoints={**provider.endpoints, **own}, own=own) if own else provider


def own_jwks_uri(issuer: str) -> str:
    """Where the operator has an issuer's keys looked for, "" where its discovery document says it."""
    slug = next((one.slug for one in PROVIDERS if one.issuer == issuer), "")
    return str(settings.PROVIDER_ENDPOINTS.get(slug, {}).get("jwks_uri", ""))
