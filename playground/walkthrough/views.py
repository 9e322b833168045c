"""The pages of the walkthrough: load, ask, render."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

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
from playground.walkthrough.steps.build_call import situation
from playground.walkthrough.using import use
from playground.walkthrough.visitor import forget, journey_of, save, start_journey


@require_GET
@never_cache
def step(request: HtmxRequest, slug: str = "sign-in") -> HttpResponse:
    """One of the five, as it stands."""
    if slug not in STEPS:
        raise Http404
    return show(request, STEPS[slug], journey_of(request))


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
    journey = _with_token(request)
    action = request.POST.get("action", "check")
    journey.draft = forms.draft_of(request.POST)
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
    journey = _with_token(request)
    if journey.outcome is None:
        raise Http404
    journey.draft = Draft(**journey.outcome.draft)
    if request.POST.get("apply"):
        apply(journey)
    return _send(request, journey)


@require_POST
@never_cache
def role_policies(request: HtmxRequest, name: str) -> HttpResponseBase:
    """Saves a role's trust policy and permission policy, or says why not; nothing typed is lost."""
    journey = _with_token(request)
    refused = forms.save_role(journey.account_id, name, request.POST)
    if refused:
        typed = {name.removeprefix("inline-"): text for name, text in request.POST.items()}
        return show(request, STEPS["call"], journey, role_refused=refused, role_typed=typed)
    return redirect("/call/#rolesays")


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


def _with_token(request: HttpRequest) -> Journey:
    journey = journey_of(request)
    if journey is None or journey.sign_in is None:
        raise Http404
    return journey
