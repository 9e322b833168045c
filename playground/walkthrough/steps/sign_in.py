"""Step 1: someone AWS trusts says who you are."""

from __future__ import annotations

from typing import Any

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.credentials import live_credentials
from playground.walkthrough.journey import Journey
from playground.walkthrough.step import Step

GROUPS = (
    ("A person signs in", "authorization code, state; PKCE and nonce where the provider has them", True),
    ("A job, a pod or a pool asks", "nobody signs in: who it is was settled when it started", False),
)


def context(journey: Journey | None) -> dict[str, Any]:
    """The cards."""
    cards = [(provider, live_credentials(provider) is not None) for provider in PROVIDERS]
    groups = [
        (heading, words, [card for card in cards if (card[0].whose == "person") is people]) for heading, words, people in GROUPS
    ]
    return {"groups": groups}


def note(journey: Journey | None) -> str:
    """Who signed in, and with whom."""
    if journey is None or journey.sign_in is None:
        return "choose a provider"
    return f"{journey.sign_in.person}, {BY_SLUG[journey.sign_in.slug].name}"


def state(journey: Journey | None) -> str:
    """Done once there is a token."""
    return "done" if journey and journey.sign_in else "todo"


STEP = Step(1, "sign-in", "Sign in", "steps/sign_in.html", state, note, lambda _: "", context)
