"""A step's page, whole or as the part that htmx asked for, with the rail and the wire around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from playground.assembly.paces import WAIT
from playground.providers.provider import Provider
from playground.providers.refusals import SignInRefused, too_often
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.steps import steps_of
from playground.walkthrough.step import Step
from playground.walkthrough.steps import sign_in as first_step
from playground.walkthrough.wire.view import wire


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


def show(request: HtmxRequest, step: Step, journey: Journey | None, **more: Any) -> HttpResponse:
    """The page of a step; one that cannot show anything yet says what it needs."""
    step = steps_of(journey)[step.number - 1]
    needs = step.needs(journey)
    own = {} if needs else step.context(journey)
    context = {**frame(journey, step), **own, "needs": needs, **more}
    template = "steps/needs.html" if needs else step.template
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    if request.htmx and more.get("fresh"):
        response["HX-Push-Url"] = f"/{step.slug}/"
    return response


def frame(journey: Journey | None, step: Step) -> dict[str, Any]:
    """What stands around a step: the rail, the wire, the way on."""
    rail = [(one, *one.stands(journey)) for one in steps_of(journey)]
    return {
        "section": "walkthrough",
        "step": step,
        "rail": rail,
        "journey": journey,
        **wire(journey),
    }


def show_refused_sign_in(
    request: HttpRequest, provider: Provider, refused: SignInRefused, journey: Journey | None = None
) -> HttpResponse:
    """Step 1 with what went wrong at the provider's door. It is the visitor's result to learn from, so the status is 200.

    Whoever was signed in before still is, and the page says so.
    """
    around = frame(journey, first_step.STEP)
    context = {**around, **first_step.context(journey), "provider": provider, "refused": refused}
    return render(request, first_step.STEP.template, context)


def show_too_often(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The same with 429: nothing was asked of the provider, and whoever wrote the client should see it."""
    response = show_refused_sign_in(request, provider, too_often())
    response.status_code = 429
    response["Retry-After"] = str(WAIT)
    return response
