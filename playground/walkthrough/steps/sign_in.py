"""Step 1: someone AWS trusts says who you are."""

from __future__ import annotations

from typing import Any

from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.credentials import live_credentials
from playground.walkthrough.journey import Journey
from playground.walkthrough.step import Step


def context(journey: Journey | None) -> dict[str, Any]:
    """The cards."""
    cards = [{"provider": provider, "live": live_credentials(provider) is not None} for provider in PROVIDERS]
    return {"cards": cards, "any_live": any(card["live"] for card in cards)}


def note(journey: Journey | None) -> str:
    """Who signed in, and with whom."""
    if journey is None or journey.sign_in is None:
        return "choose a provider"
    return f"{journey.sign_in.person}, {BY_SLUG[journey.sign_in.slug].name}"


def state(journey: Journey | None) -> str:
    """Done once there is a token."""
    return "done" if journey and journey.sign_in else "todo"


STEP = Step(1, "sign-in", "Sign in", "steps/sign_in.html", state, note, lambda _: "", context)
