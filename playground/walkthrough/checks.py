"""System checks: settings that contradict themselves always, and with `check --deploy` what is off, with what switches it on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from playground.providers.catalogue import PROVIDERS
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


@register("playground", deploy=True)
def switched_off(**_: Any) -> list[CheckMessage]:
    """What a deployment does without for want of a setting."""
    return [
        Info(
            f"The real {one.name} is off: it {one.off_reason}.",
            hint=f"Set {' and '.join(one.settings)}; README says where to get them.",
            id="playground.I001",
        )
        for one in PROVIDERS
        if one.settings and live_credentials(one) is None
    ]


@register("playground", deploy=True)
def reached_in_the_open(**_: Any) -> list[CheckMessage]:
    """A public site without TLS gives tokens away."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or site.hostname in ("localhost", "127.0.0.1", "::1"):
        return []
    return [Warning("SITE_URL is plain http.", hint="Put TLS in front and set SITE_URL to https://….", id="playground.W001")]


def _given(provider: Provider) -> list[bool]:
    return [bool(getattr(settings, name)) for name in provider.settings]
