"""The pages of the walkthrough: load, ask, render."""

from __future__ import annotations

from typing import TypeGuard

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from playground.editor.text import fixed
from playground.iam import PolicyType
from playground.providers.catalogue import BY_SLUG as PROVIDERS
from playground.providers.refusals import SignInRefused
from playground.walkthrough import forms
from playground.walkthrough.calling import assume
from playground.walkthrough.journey import Draft, Journey
from playground.walkthrough.page import HtmxRequest, show, show_refused_sign_in
from playground.walkthrough.presets import BY_SLUG as PRESETS
from playground.walkthrough.remedies import apply
from playground.walkthrough.signing_in import come_back, leave
from playground.walkthrough.steps import BY_SLUG as STEPS
from playground.walkthrough.steps import read_answer
from playground.walkthrough.steps.build_call import situation
from playground.walkthrough.using import use
from playground.walkthrough.visitor import forget, journey_of, save, start_journey, with_token


@require_GET
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


@require_GET
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
    return render(request, "steps/later.html#page", context)


@require_GET
@never_cache
def sign_in(request: HttpRequest, slug: str, world: str) -> HttpResponseBase:
    """Off to the provider."""
    provider = PROVIDERS.get(slug)
    if provider is None or world not in ("demo", "live"):
        raise Http404
    journey = start_journey(request)
    try:
        return leave(request, journey, provider, world == "demo")
    except SignInRefused as refused:
        return show_refused_sign_in(request, provider, refused)


@require_GET
@never_cache
def signed_in(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Back from the provider."""
    provider = PROVIDERS.get(slug)
    if provider is None:
        raise Http404
    journey = start_journey(request)
    try:
        journey.sign_in = come_back(request, journey, provider)
    except SignInRefused as refused:
        return show_refused_sign_in(request, provider, refused)
    journey.draft = PRESETS["smallest"].fill(situation(journey))
    journey.outcome = journey.use = None
    save(request, journey)
    return redirect("step", "token")


@require_POST
@never_cache
def call(request: HtmxRequest) -> HttpResponseBase:
    """Step 3's form: look at it, fill it from a preset, or send it."""
    journey = with_token(request)
    action = request.POST.get("action", "check")
    journey.draft = forms.draft_of(request.POST)
    journey.looking = forms.looking_of(request.POST)
    if "fix" in request.POST:
        number = request.POST["fix"].rpartition(":")[2]
        journey.draft.Policy = fixed(journey.draft.Policy, PolicyType.SESSION, number)
    if action == "preset":
        journey.draft = PRESETS.get(request.POST.get("preset", ""), PRESETS["smallest"]).fill(situation(journey))
    if action == "send":
        return _send(request, journey)
    save(request, journey)
    return show(request, STEPS["call"], journey)


def _send(request: HtmxRequest, journey: Journey) -> HttpResponseBase:
    assert journey.sign_in is not None
    journey.outcome = assume(journey.account_id, journey.sign_in.token, journey.draft)
    journey.use = None
    save(request, journey)
    return show(request, STEPS["answer"], journey, fresh=True) if request.htmx else redirect("step", "answer")


@require_POST
@never_cache
def resend(request: HtmxRequest) -> HttpResponseBase:
    """The last call once more, or the remedy applied and then the call."""
    journey = with_token(request)
    if journey.outcome is None:
        raise Http404
    journey.draft = Draft(**journey.outcome.draft)
    if request.POST.get("apply"):
        apply(journey)
    return _send(request, journey)


@require_POST
@never_cache
def send_request(request: HtmxRequest) -> HttpResponseBase:
    """Step 5's form."""
    journey = journey_of(request)
    if journey is None or journey.outcome is None or not journey.outcome.credentials:
        return redirect("step", "use")
    given, problem = forms.use_of(request.POST)
    if problem:
        return show(request, STEPS["use"], journey, problem=problem, typed=given)
    journey.use = use(journey.account_id, journey.outcome.credentials, given)
    save(request, journey)
    return show(request, STEPS["use"], journey, fresh=True) if request.htmx else redirect("/use/#result")


@require_POST
@never_cache
def reveal(request: HtmxRequest, what: str) -> HttpResponse:
    """A secret of the visitor's own, for them alone, because they asked."""
    journey = journey_of(request)
    secret = forms.secret_of(journey, what) if journey else ""
    if not secret:
        raise Http404
    template = "steps/revealed.html#page" if request.htmx else "steps/revealed.html"
    return render(request, template, {"what": what, "secret": secret, "section": "walkthrough"})


@require_http_methods(["POST"])
@never_cache
def start_over(request: HttpRequest) -> HttpResponseBase:
    """Forgets the visitor: token, credentials, account."""
    forget(request)
    return redirect("step", "sign-in")
