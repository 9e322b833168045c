"""A provider as it is reached for real: its documented addresses, but for those that PROVIDER_ENDPOINTS has in their place."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from playground.providers.provider import Provider


def as_live(provider: Provider) -> Provider:
    """The provider with the operator's addresses."""
    own = settings.PROVIDER_ENDPOINTS.get(provider.slug)
    return replace(provider, endpoints={**provider.endpoints, **own}) if own else provider
