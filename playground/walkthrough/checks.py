"""System checks: settings that contradict themselves always, and with `check --deploy` what is off, with what switches it on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.configured import configured
from playground.providers.credentials import live_credentials
from playground.providers.provider import Provider


@register("playground")
def half_a_provider(**_: Any) -> list[CheckMessage]:
    """A client id without its secret, or the other way round."""
    return [
        Error(
            f"The real {one.name} has one half of its credentials only.",
            hint=f"Set both {' and '.join(one.settings)}, or neither.",
            id="playground.E001",
        )
        for one in PROVIDERS
        if one.settings and any(_given(one)) != all(_given(one))
    ]


@register("playground")
def ports(**_: Any) -> list[CheckMessage]:
    """The site and the AWS endpoint need an origin each."""
    if settings.PORT != settings.AWS_PORT:
        return []
    return [Error("PORT and AWS_PORT are the same.", hint="Give the AWS endpoint a port of its own.", id="playground.E002")]


@register("playground")
def other_addresses(**_: Any) -> list[CheckMessage]:
    """PROVIDER_ENDPOINTS, which a mistyped name would leave without effect."""
    given, known = settings.PROVIDER_ENDPOINTS, {one.slug: one for one in (*PROVIDERS, *configured())}
    hint = 'It reads {"amazon": {"token_endpoint": "https://…"}}, by providers and their addresses: '
    if isinstance(given, dict) and all(slug in known and _are_addresses(known[slug], own) for slug, own in given.items()):
        return []
    theirs = ", ".join(f"{slug} ({', '.join(one.endpoints)})" for slug, one in known.items() if one.endpoints)
    return [Error("PROVIDER_ENDPOINTS has what is no address of a provider.", hint=hint + theirs, id="playground.E004")]


def _are_addresses(provider: Provider, own: Any) -> bool:
    return isinstance(own, dict) and all(
        name in provider.endpoints and isinstance(url, str) and url.startswith("https://") for name, url in own.items()
    )


@register("playground", deploy=True)
def switched_off(**_: Any) -> list[CheckMessage]:
    """What a deployment does without for want of a setting."""
    return [
        Info(
            f"The real {one.name} is off: it {one.off_reason}.",
            hint=f"Set {' and '.join(one.settings)}, and register {settings.SITE_URL}/signed-in/{one.slug} there, to the letter.",
            id="playground.I001",
        )
        for one in PROVIDERS
        if one.settings and live_credentials(one) is None
    ]


@register("playground", deploy=True)
def other_id_of_amazon(**_: Any) -> list[CheckMessage]:
    """The id that trust policies compare, which Amazon's client id is not."""
    if settings.LOGIN_WITH_AMAZON_APP_ID or live_credentials(BY_SLUG["amazon"]) is None:
        return []
    hint = "Set LOGIN_WITH_AMAZON_APP_ID to the app_id that tokeninfo answers with, amzn1.application.…, another than the client id."
    return [Warning("The sandbox’s roles cannot know the real app at Amazon by its app_id.", hint=hint, id="playground.W003")]


@register("playground", deploy=True)
def own_issuers(**_: Any) -> list[CheckMessage]:
    """An issuer of the operator's own without an app."""
    return [
        Warning(
            f"The issuer {one.issuer} is off: it has no client id.",
            hint=f"Set {one.settings[0]}, and register {settings.SITE_URL}/signed-in/{one.slug} there, to the letter.",
            id="playground.W002",
        )
        for one in configured()
        if live_credentials(one) is None
    ]


@register("playground", deploy=True)
def nobody_can_sign_in(**_: Any) -> list[CheckMessage]:
    """Without stand-ins and without a real provider there is nothing to see."""
    if settings.STAND_INS or any(live_credentials(one) for one in (*PROVIDERS, *configured())):
        return []
    hint = "Set the credentials of a provider, OIDC_ISSUERS, or STAND_INS=true."
    return [Error("The stand-ins are off, and no real provider is on.", hint=hint, id="playground.E003")]


@register("playground", deploy=True)
def reached_in_the_open(**_: Any) -> list[CheckMessage]:
    """A public site without TLS gives tokens away."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or site.hostname in ("localhost", "127.0.0.1", "::1"):
        return []
    return [Warning("SITE_URL is plain http.", hint="Put TLS in front and set SITE_URL to https://….", id="playground.W001")]


def _given(provider: Provider) -> list[bool]:
    return [bool(getattr(settings, name)) for name in provider.settings]
