"""The page of real AWS: choose a target, call it, use what it gives, forget it."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from playground.aws.target import offered, why_not
from playground.explain import from_data
from playground.providers.catalogue import BY_SLUG
from playground.walkthrough import forms
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside import calling
from playground.walkthrough.outside.form import target_of
from playground.walkthrough.outside.reading import beside_the_call, beside_the_use
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.using import CHOICES
from playground.walkthrough.visitor import journey_of, save, with_token
from playground.walkthrough.wire.view import wire

TEMPLATE = "outside/page.html"
DEMO = (
    "real AWS fetches an issuer’s keys, or asks the provider, over public https; a demo token is signed by this site alone, "
    "and is refused there; sign in live first"
)


@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """As it stands."""
    return _show(request, journey_of(request))


@require_POST
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the target. What another one gave is forgotten."""
    journey, chosen = with_token(request), target_of(request.POST)
    problem = why_not(chosen.where)
    if problem:
        return _show(request, journey, problem=problem, typed=chosen)
    before = journey.outside
    if before and before.target == chosen.target:
        chosen.answer, chosen.used, chosen.expires = before.answer, before.used, before.expires
    journey.outside = chosen
    save(request, journey)
    return redirect("outside")


@require_POST
@never_cache
def call(request: HttpRequest) -> HttpResponse:
    """Sends the call of step 3 to the target."""
    journey = with_token(request)
    outside = _chosen(journey)
    assert journey.sign_in is not None
    problem = why_not(outside.where) or (DEMO if _is_useless(journey) else "")
    if problem or journey.sign_in.forgotten:
        return _show(request, journey, problem=problem or "the token was over and is forgotten; sign in again")
    outside.answer = calling.assume(journey.account_id, outside.where, journey.sign_in.token, journey.draft)
    outside.used, outside.expires, outside.session_policy = None, _expires(outside), journey.draft.Policy
    beside_the_call(journey, outside, outside.answer, journey.draft)
    save(request, journey)
    return redirect("/outside/#result")


@require_POST
@never_cache
def use(request: HttpRequest) -> HttpResponse:
    """Signs and sends one request with the credentials."""
    journey = with_token(request)
    outside = _chosen(journey)
    given, problem = forms.use_of(request.POST)
    gone = why_not(outside.where) or ("" if outside.credentials else "there are no credentials any more; call again")
    if gone:
        return _show(request, journey, problem=gone)
    if problem:
        return _show(request, journey, use_problem=problem, given=given)
    outside.used = calling.use(journey.account_id, outside.where, outside.credentials, given)
    beside_the_use(journey, outside, outside.used, given)
    save(request, journey)
    return _show(request, journey, given=given)


@require_POST
@never_cache
def forget(request: HttpRequest) -> HttpResponse:
    """Drops the credentials, the answer and the target."""
    journey = with_token(request)
    journey.outside = None
    save(request, journey)
    return redirect("outside")


def _chosen(journey: Journey) -> Outside:
    if journey.outside is None:
        raise Http404
    return journey.outside


def _is_useless(journey: Journey) -> bool:
    return bool(journey.sign_in and journey.sign_in.demo and journey.outside and journey.outside.where.kind == "aws")


def _expires(outside: Outside) -> float:
    ends = outside.credentials.get("Expiration")
    return datetime.fromisoformat(ends).timestamp() if ends else 0.0


def _show(request: HttpRequest, journey: Journey | None, **more: Any) -> HttpResponse:
    outside = journey.outside if journey else None
    typed = more.get("typed") or outside or Outside()
    bucket = outside.target.get("bucket", "") if outside else ""
    context = {
        "section": "walkthrough",
        "journey": journey,
        "offered": offered(),
        "outside": outside,
        "typed": typed,
        "target": typed.target or {"kind": (*offered(), "aws")[0], "region": "us-east-1"},
        "provider": BY_SLUG[journey.sign_in.slug] if journey and journey.sign_in else None,
        "useless": DEMO if journey and _is_useless(journey) else "",
        "answer": _told(outside.answer if outside else None),
        "used": _told(outside.used if outside else None),
        "left": outside.expires - time.time() if outside else 0,
        "choices": CHOICES,
        "given": {"operation": "GetCallerIdentity", "bucket": bucket},
        **wire(journey),
        **more,
    }
    return render(request, TEMPLATE, context)


def _told(answered: Answered | None) -> dict[str, Any] | None:
    """An answer with our reading opened."""
    if answered is None:
        return None
    reading = from_data(answered.reading) if answered.reading else None
    return {
        "answered": answered,
        "body": pretty_xml(answered.body) if answered.body.startswith("<") else answered.body,
        "reading": reading,
        "good": 200 <= answered.status < 400 and not answered.code,
    }
