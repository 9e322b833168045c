"""The providers that people sign in with, one file each, in the order of their cards."""

from playground.providers.catalogue.amazon import AMAZON
from playground.providers.catalogue.facebook import FACEBOOK
from playground.providers.catalogue.google import GOOGLE
from playground.providers.provider import Provider

PROVIDERS: tuple[Provider, ...] = (GOOGLE, AMAZON, FACEBOOK)
BY_SLUG = {provider.slug: provider for provider in PROVIDERS}
