"""The pages of the walkthrough: load, ask, render."""

from __future__ import annotations

from typing import TypeGuard

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground.assembly.paces import give_back, within
from playground.explain import OfField
from playground.providers.catalogue import BY_SLUG as PROVIDERS
from playground.providers.provider import Provider
from playground.providers.refusals import SignInRefused
from playground.stand_ins.consent import NotUnderstood
from playground.walkthrough import forms
from playground.walkthrough.journey import Journey
from playground.walkthrough.page import HtmxRequest, show, show_refused_sign_in, show_too_often
from playground.walkthrough.presets import BY_SLUG as PRESETS
from playground.walkthrough.steps import BY_SLUG as STEPS
from playground.walkthrough.steps import read_answer
from playground.walkthrough.steps.build_call import situation
from playground.walkthrough.token.describing import described, page
from playground.walkthrough.token.signing_in import come_back, end_session_url, leave, worlds_of
from playground.walkthrough.visitors.late import comes_late, once_more
from playground.walkthrough.visitors.visitor import forget, journey_of, may_start, save, start_journey


@require_safe
@never_cache
def step(request: HtmxRequest, slug: str = "sign-in") -> HttpResponse:
    """One of the five, as it stands."""
    if slug not in STEPS:
        raise Http404
    journey = journey_of(request)
    asked = read_answer.later(journey, request.GET["minutes"]) if _has_credentials(journey) and "minutes" in request.GET else {}
    return show(request, STEPS[slug], journey, **asked)


def _has_credentials(journey: Journey | None) -> TypeGuard[Journey]:
    return journey is not None and journey.outcome is not None and bool(journey.outcome.credentials)


@require_safe
@never_cache
def later(request: HtmxRequest) -> HttpResponse:
    """The timeline's answer for a moment; the page of step 4 for a browser that asks for a page."""
    journey = journey_of(request)
    if not _has_credentials(journey):
        raise Http404
    found = read_answer.later(journey, request.GET.get("minutes", ""))
    if not request.htmx:
        return show(request, STEPS["answer"], journey, **found)
    context = {"asked": found["later"], "moment": found["later_moment"], "after": found["later_after"]}
    return render(request, "steps/later.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def sign_in(request: HttpRequest, slug: str, world: str) -> HttpResponseBase:
    """Off to the provider; for a job or a pod, the form that describes it, and its token."""
    provider = PROVIDERS.get(slug)
    if provider is None or world not in worlds_of(provider):
        raise Http404
    address = f"address {request.META['REMOTE_ADDR']}"
    if not within("sign-in", address):
        return show_too_often(request, provider)
    if comes_late(request):
        return once_more(request)
    journey = start_journey(request)
    if not within("sign-in", journey.account_id):
        give_back("sign-in", address)
        return show_too_often(request, provider)
    if provider.whose != "person":
        return _describe(request, journey, provider)
    try:
        return leave(request, journey, provider, world == "demo")
    except SignInRefused as refused:
        return show_refused_sign_in(request, provider, refused, journey)


@require_http_methods(["GET"])
@never_cache
def signed_in(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Back from the provider."""
    provider = PROVIDERS.get(slug)
    if provider is None or provider.whose != "person" or not worlds_of(provider):
        raise Http404
    if comes_late(request):
        return once_more(request)
    if not may_start(request):
        return show_too_often(request, provider)
    journey = start_journey(request)
    try:
        journey.sign_in = come_back(request, journey, provider)
    except SignInRefused as refused:
        return show_refused_sign_in(request, provider, refused, journey)
    return _with_new_token(request, journey)


def _describe(request: HttpRequest, journey: Journey, provider: Provider) -> HttpResponseBase:
    if request.method == "GET":
        return page(request, journey.account_id, provider.slug)
    try:
        journey.sign_in = described(journey, provider, request.POST)
    except NotUnderstood as error:
        return page(request, journey.account_id, provider.slug, OfField(error.field, str(error)), request.POST)
    request.session.cycle_key()
    return _with_new_token(request, journey)


def _with_new_token(request: HttpRequest, journey: Journey) -> HttpResponseBase:
    journey.draft = PRESETS["smallest"].fill(situation(journey))
    journey.drop_answers()
    save(request, journey)
    return redirect("step", "token")


@require_POST
@never_cache
def reveal(request: HtmxRequest, what: str) -> HttpResponse:
    """A secret of the visitor's own, for them alone, because they asked."""
    journey = journey_of(request)
    secret = forms.secret_of(journey, what) if journey else ""
    if not secret:
        raise Http404
    return render(request, "steps/revealed.html", {"what": what, "secret": secret, "section": "walkthrough"})


@require_POST
@never_cache
def sign_out(request: HtmxRequest) -> HttpResponseBase:
    """Forgets the token and what came of it; the account stays. What the provider remembers, only the provider can forget."""
    journey = journey_of(request)
    if journey is None or journey.sign_in is None:
        return redirect("step", "sign-in")  # signed out already: a second click, a reload, another tab
    left = PROVIDERS[journey.sign_in.slug]
    there = "" if journey.sign_in.demo else end_session_url(request, left)
    journey.sign_in = None
    journey.drop_answers()
    save(request, journey)
    request.session.cycle_key()
    return show(request, STEPS["sign-in"], journey, signed_out=left, end_session=there)


@require_http_methods(["POST"])
@never_cache
def start_over(request: HttpRequest) -> HttpResponseBase:
    """Forgets the visitor: token, credentials, account."""
    forget(request)
    return redirect("step", "sign-in")
