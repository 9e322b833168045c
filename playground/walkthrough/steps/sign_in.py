"""Step 1: someone AWS trusts says who you are."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.configured import configured
from playground.providers.provider import Provider
from playground.walkthrough.journey import Journey
from playground.walkthrough.step import Step
from playground.walkthrough.token.signing_in import worlds_of

GROUPS = (
    ("A person signs in", "authorization code, state; PKCE and nonce where the provider has them", True),
    ("A job, a pod or a pool asks", "nobody signs in: who it is was settled when it started", False),
)


def context(journey: Journey | None) -> dict[str, Any]:
    """The cards."""
    cards = [_card(provider) for provider in (*PROVIDERS, *configured())]
    groups = [
        (heading, words, [card for card in cards if (card["provider"].whose == "person") is people])
        for heading, words, people in GROUPS
    ]
    return {"groups": groups, "stand_ins": settings.STAND_INS, "redirects": [card for card in cards if card["live"]]}


def _card(provider: Provider) -> dict[str, Any]:
    worlds = worlds_of(provider)
    return {
        "provider": provider,
        "demo": "demo" in worlds,
        "live": "live" in worlds,
        "redirect_uri": f"{settings.SITE_URL}/signed-in/{provider.slug}",
    }


def note(journey: Journey | None) -> str:
    """Who signed in, and with whom."""
    if journey is None or journey.sign_in is None:
        return "choose a provider"
    return f"{journey.sign_in.person}, {BY_SLUG[journey.sign_in.slug].name}"


def state(journey: Journey | None) -> str:
    """Done once there is a token."""
    return "done" if journey and journey.sign_in else "todo"


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


STEP = Step(1, "sign-in", "Sign in", "steps/sign_in.html", stands, lambda _: "", context)
