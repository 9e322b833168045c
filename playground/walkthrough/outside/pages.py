"""The page that chooses where calls go, and the buttons that belong to a target: give its policies, read them, forget."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground.assembly.paces import WAIT
from playground.aws.target import offered, why_not
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen
from playground.walkthrough.outside.form import give_policies, target_of
from playground.walkthrough.outside.reading import read_again
from playground.walkthrough.outside.sending import read_from_iam
from playground.walkthrough.outside.state import Outside
from playground.walkthrough.visitors.late import comes_late, once_more
from playground.walkthrough.visitors.visitor import journey_of, may_start, save, start_journey, with_token
from playground.walkthrough.wire.view import wire

TEMPLATE = "outside/target.html"
_TOO_MANY = "more visitors have begun from here within a minute than this site takes; wait a minute, and choose again"


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """As it stands."""
    return _show(request, journey_of(request))


@require_POST
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the target. What another one gave is forgotten."""
    if comes_late(request):
        return once_more(request)
    wanted = target_of(request.POST)
    problem = why_not(wanted.where) if wanted else ""
    if problem:
        return _show(request, journey_of(request), problem=problem, typed=wanted)
    if not may_start(request):
        response = _show(request, None, problem=_TOO_MANY, typed=wanted)
        response.status_code, response["Retry-After"] = 429, str(WAIT)
        return response
    journey = start_journey(request)
    before = journey.outside
    if not (before and wanted and before.target == wanted.target):
        journey.outside = wanted
        if before and wanted and before.target["role_arn"] == wanted.target["role_arn"]:
            wanted.trust, wanted.policies = before.trust, before.policies
    save(request, journey)
    return redirect("step", "call" if journey.sign_in else "sign-in")


@require_POST
@never_cache
def give(request: HttpRequest) -> HttpResponseBase:
    """Takes the role's policies as they were typed, and reads the answers again with them."""
    journey, outside = _with_target(request)
    give_policies(outside, request.POST)
    read_again(journey, outside)
    save(request, journey)
    return redirect("/call/#rolesays")


@require_POST
@never_cache
def read(request: HttpRequest) -> HttpResponseBase:
    """Asks IAM for the role's policies, with the credentials that the visitor has."""
    journey, outside = _with_target(request)
    if not outside.credentials:
        raise Http404
    read_from_iam(journey, outside)
    save(request, journey)
    return redirect("/answer/#reading")


@require_POST
@never_cache
def forget(request: HttpRequest) -> HttpResponse:
    """Drops the credentials, the answer and what came of it."""
    journey, outside = _with_target(request)
    outside.begin_anew()
    save(request, journey)
    return redirect("step", "call")


@require_safe
def moved(request: HttpRequest) -> HttpResponseBase:
    """The address that this page had."""
    return redirect("target", permanent=True)


def _with_target(request: HttpRequest) -> tuple[Journey, Outside]:
    journey = with_token(request)
    outside = chosen(journey)
    if outside is None:
        raise Http404
    return journey, outside


def _show(request: HttpRequest, journey: Journey | None, **more: Any) -> HttpResponse:
    outside: Outside | None = more.get("typed") or chosen(journey)
    context = {
        "section": "walkthrough",
        "journey": journey,
        "offered": offered(),
        "target": outside.target if outside else {"kind": "sandbox", "region": "us-east-1"},
        **wire(journey),
        **more,
    }
    return render(request, TEMPLATE, context)
