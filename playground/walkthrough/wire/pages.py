"""The page of the wire: all that is kept, filtered, exported, emptied; and why one exchange went as it did."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground.explain import from_data
from playground.walkthrough.journey import Journey
from playground.walkthrough.page import HtmxRequest
from playground.walkthrough.visitors.visitor import journey_of
from playground.walkthrough.wire.entry import NAMES, Entry
from playground.walkthrough.wire.har import as_har
from playground.walkthrough.wire.view import NOTHING, wire_of_marks
from playground.wire.models import Exchange
from playground.wire.record import KEPT, Mark, clear, exchange_of, extent_of, log_of


@require_safe
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """Every exchange that is kept; `who`, `only` and `words` filter, without JavaScript too."""
    journey = journey_of(request)
    wanted = _asked(request)
    extent = extent_of(journey.account_id) if journey else NOTHING
    kept = _fitting(journey.account_id, wanted) if journey else []
    entries = [Entry(one) for one in kept]
    marks = [Mark(one.number, one.at, one.sender, one.receiver) for one in kept]
    context = {
        **wire_of_marks(journey.account_id if journey else "", extent, marks),
        "wire_entries": entries,
        "filtered": any(wanted.values()),
        "filter": urlencode({name: value for name, value in wanted.items() if value}),
        "section": "wire",
        "names": NAMES.items(),
        "wanted": wanted,
        "journey": journey,
    }
    return render(request, "wire/log.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in ("who", "only", "words")}


def _fitting(account_id: str, wanted: dict[str, str]) -> list[Exchange]:
    return [one for one in log_of(account_id) if _wanted(one, wanted)]


def _wanted(exchange: Exchange, wanted: dict[str, str]) -> bool:
    if wanted["who"] and wanted["who"] not in (exchange.sender, exchange.receiver):
        return False
    if wanted["only"] == "refused" and not exchange.refused:
        return False
    one, words = exchange, wanted["words"].lower()
    return (
        not words
        or words in f"{one.method} {one.host}{one.target} {one.operation} {Entry(one).status} {Entry(one).error}".lower()
    )


@require_safe
@never_cache
def one(request: HtmxRequest, number: int) -> HttpResponse:
    """Why one exchange went as it did: its findings; or, for a page that unfolds it, its bytes."""
    exchange = _exchange(_visitor(request), number)
    entry = Entry(exchange)
    if request.htmx:
        return render(request, "components/wire_body.html", {"entry": entry, "exchange": exchange})
    finding = from_data(exchange.explanation) if exchange.explanation else None
    context = {"section": "wire", "entry": entry, "exchange": exchange, "finding": finding, "names": NAMES}
    return render(request, "wire/one.html", context)


@require_safe
@never_cache
def har(request: HttpRequest) -> HttpResponseBase:
    """The log as a HAR file, filtered as the page is."""
    journey = _visitor(request)
    answer = JsonResponse(
        as_har(_fitting(journey.account_id, _asked(request))), json_dumps_params={"indent": 1, "ensure_ascii": False}
    )
    answer["Content-Disposition"] = f'attachment; filename="wire-{journey.account_id}.har"'
    return answer


@require_POST
@never_cache
def empty(request: HttpRequest) -> HttpResponseBase:
    """Empties the log; every page of the visitor's sees it."""
    clear(_visitor(request).account_id)
    return redirect("wire")


def _visitor(request: HttpRequest) -> Journey:
    journey = journey_of(request)
    if journey is None:
        raise Http404
    return journey


def _exchange(journey: Journey, number: int) -> Any:
    exchange = exchange_of(journey.account_id, number)
    if exchange is None:
        sentence = f"Only the newest {KEPT} messages of your account are kept, and only until the wire is cleared."
        raise Http404("This message is not kept", sentence)
    return exchange
