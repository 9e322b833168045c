"""What is sent to a page that listens: the whole, or what is new; read from the database by number."""

from __future__ import annotations

import json
from typing import Any

from django.template.loader import render_to_string

from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen
from playground.walkthrough.steps.read_answer import expires
from playground.walkthrough.token.lifetime import lifetime
from playground.walkthrough.visitors.visitor import journey_by
from playground.walkthrough.wire.drawn import LAZY_ITEM, ROW, drawn
from playground.walkthrough.wire.entry import lane_of
from playground.walkthrough.wire.view import PUSHED, wire_of
from playground.wire.record import extent_of, newest

AT_ONCE = 40  # exchanges in one message; when more have passed, the older ones are in the log and not on the page


def snapshot(account_id: str, last: int) -> dict[str, Any]:
    """Everything that a page shows. last: the number that the page has, if that is higher."""
    context = wire_of(account_id, PUSHED, lazy=True)
    html = render_to_string("components/wire_cols.html", context)
    return {"type": "snapshot", "html": html, "last": max(last, context["wire_last"]), "count": context["wire_total"]}


def news(account_id: str, last: int) -> dict[str, Any] | None:
    """What came after number `last`; the whole, when the log was emptied; None for nothing."""
    found = newest(account_id, AT_ONCE, last)
    if not found:
        return snapshot(account_id, last) if last and not newest(account_id, 1) else None
    extent = extent_of(account_id)
    return {
        "type": "entries",
        "rows": drawn(account_id, found, ROW),
        "entries": drawn(account_id, found, LAZY_ITEM),
        "lanes": sorted({lane_of(name) for one in found for name in (one.sender, one.receiver)}),
        "skipped": max(0, found[0].number - max(extent.first, last + 1)),
        "first": extent.first,
        "last": found[-1].number,
        "count": extent.kept,
    }


def news_as_text(account_id: str, last: int) -> tuple[int, str] | None:
    """The same as JSON, and the number that a page then has: the text that every page of a visitor is sent."""
    message = news(account_id, last)
    return (message["last"], json.dumps(message)) if message else None


def ends_of(visitor_id: str) -> dict[str, float] | None:
    """As `ends`, for the visitor of a session; None for one who began anew, or was let go of."""
    journey = journey_by(visitor_id)
    return ends(journey) if journey else None


def ends(journey: Journey) -> dict[str, float]:
    """When the token and the credentials end, in seconds since 1970."""
    moments: dict[str, float] = {}
    token_ends = lifetime(journey.sign_in).expires if journey.sign_in else None
    if token_ends is not None:
        moments["token"] = token_ends
    outside = chosen(journey)
    if outside:
        if outside.credentials:
            moments["credentials"] = outside.expires
    elif journey.outcome and journey.outcome.credentials:
        moments["credentials"] = expires(journey.outcome)
    return moments
