"""The providers, one file each, in the order of their cards; and by slug, with the operator's own issuers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playground.providers.catalogue.amazon import AMAZON
from playground.providers.catalogue.facebook import FACEBOOK
from playground.providers.catalogue.github import GITHUB
from playground.providers.catalogue.gitlab import GITLAB
from playground.providers.catalogue.google import GOOGLE
from playground.providers.catalogue.identity_pool import IDENTITY_POOL
from playground.providers.catalogue.kubernetes import KUBERNETES
from playground.providers.catalogue.own_issuer import OWN_ISSUER
from playground.providers.catalogue.user_pool import USER_POOL
from playground.providers.configured import configured
from playground.providers.provider import Provider

PROVIDERS: tuple[Provider, ...] = (GOOGLE, AMAZON, FACEBOOK, USER_POOL, GITHUB, KUBERNETES, GITLAB, OWN_ISSUER, IDENTITY_POOL)
_FIXED = {provider.slug: provider for provider in PROVIDERS}


class _BySlug(Mapping[str, Provider]):
    """The catalogue's, then those of OIDC_ISSUERS."""

    def __getitem__(self, slug: str) -> Provider:
        return _FIXED[slug] if slug in _FIXED else {one.slug: one for one in configured()}[slug]

    def __iter__(self) -> Iterator[str]:
        return iter((*_FIXED, *(one.slug for one in configured())))

    def __len__(self) -> int:
        return len(_FIXED) + len(configured())


BY_SLUG: Mapping[str, Provider] = _BySlug()
