"""The providers, one file each, in the order of their cards."""

from playground.providers.catalogue.amazon import AMAZON
from playground.providers.catalogue.facebook import FACEBOOK
from playground.providers.catalogue.github import GITHUB
from playground.providers.catalogue.gitlab import GITLAB
from playground.providers.catalogue.google import GOOGLE
from playground.providers.catalogue.kubernetes import KUBERNETES
from playground.providers.catalogue.user_pool import USER_POOL
from playground.providers.provider import Provider

PROVIDERS: tuple[Provider, ...] = (GOOGLE, AMAZON, FACEBOOK, USER_POOL, GITHUB, KUBERNETES, GITLAB)
BY_SLUG = {provider.slug: provider for provider in PROVIDERS}
