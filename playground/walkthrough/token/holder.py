"""Who holds the token: what the provider says of them, as condition keys read it, and where their own objects lie."""

from __future__ import annotations

from typing import Any

from playground.providers.catalogue import BY_SLUG
from playground.tokens.claims import session_context
from playground.walkthrough.journey import Journey
from playground.walkthrough.token.checks import provider_of, signed_in


def folder_of(journey: Journey) -> str:
    """The prefix of the person's objects: what the role's policies put in place of the variable."""
    sign_in = signed_in(journey)
    key = BY_SLUG[sign_in.slug].of(journey.account_id).subject_key
    found = session_context(provider_of(journey), answer_of(journey)).get(key, "")
    return f"{found}/"


def answer_of(journey: Journey) -> dict[str, Any]:
    """Claims, or what the provider said of its token, as condition keys read them."""
    sign_in = signed_in(journey)
    answer = dict(sign_in.answer.get("data", sign_in.answer) if sign_in.kind == "opaque" else sign_in.answer)
    if sign_in.slug == "facebook":
        answer.setdefault("id", answer.get("user_id"))
    return answer
