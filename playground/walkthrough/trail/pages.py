"""The page of CloudTrail's records, and whether S3's data events are among them.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground.assembly.accounts import keep_data_events
from playground.walkthrough.journey import Journey
from playground.walkthrough.steps.build_call import account_of
from playground.walkthrough.trail.view import choices, shown
from playground.walkthrough.visitors.visitor import journey_of
from playground.worlds.trail import KEPT, Wanted, find_events

AT_ONCE = 25  # records on a page
LONGEST = 200  # characters of a filter
FILTERS = ("name", "source", "outcome", "who")


@require_safe
@never_cache
def trail(request: HttpRequest) -> HttpResponse:
    """The records, the newest first; `name`, `source`, `outcome`, `who` filter, `before` is the page after a record."""
    journey = journey_of(request)
    context = _records(journey, request.GET) if journey else {}
    return render(request, "trail/trail.html", {"section": "trail", "journey": journey, "kept": KEPT, **context})


def _records(journey: Journey, asked: QueryDict) -> dict[str, Any]:
    wanted = {name: asked.get(name, "").strip()[:LONGEST] for name in FILTERS}
    before = _number(asked.get("before", ""))
    looked_for = Wanted(wanted["name"], wanted["source"], wanted["who"], outcome=wanted["outcome"])
    found = find_events(journey.account_id, looked_for, before, AT_ONCE + 1)
    page = found[:AT_ONCE]
    filters = {name: value for name, value in wanted.items() if value}
    older = urlencode({**filters, "before": page[-1].number}) if len(found) > AT_ONCE else ""
    return {
        "wanted": wanted,
        "filtered": bool(filters),
        "records": [shown(one) for one in page],
        "older": older,
        "newest": urlencode(filters) if before is not None else None,
        "data_events": account_of(journey).data_events,
        **choices(journey.account_id),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@require_POST
def data_events(request: HttpRequest) -> HttpResponseBase:
    """Whether CloudTrail keeps S3's data events of the visitor's account."""
    journey = journey_of(request)
    if journey is None:
        raise Http404
    keep_data_events(journey.account_id, on=request.POST.get("turn") == "on")
    return redirect("trail")
