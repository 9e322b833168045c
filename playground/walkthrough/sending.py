"""Sending the call to STS and requests to S3: the forms of steps 3 and 5, and the buttons that change something and send again."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from playground.editor.text import fixed
from playground.iam import PolicyType
from playground.walkthrough import forms
from playground.walkthrough.calling import assume
from playground.walkthrough.journey import Draft, Journey, Use
from playground.walkthrough.outside.chosen import call_of, chosen
from playground.walkthrough.outside.sending import send_call, send_use
from playground.walkthrough.outside.state import Outside
from playground.walkthrough.page import HtmxRequest, show
from playground.walkthrough.pasting.paste import paste
from playground.walkthrough.presets import BY_SLUG as PRESETS
from playground.walkthrough.presets import Preset, offered
from playground.walkthrough.remedies import Remedy, apply, from_data, of_call
from playground.walkthrough.steps import BY_SLUG as STEPS
from playground.walkthrough.steps.build_call import situation, written
from playground.walkthrough.token.checks import signed_in
from playground.walkthrough.using import use
from playground.walkthrough.visitors.visitor import journey_of, save, with_token


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
    if action == "paste":
        return _paste(request, journey)
    if action == "preset":
        chosen = PRESETS.get(request.POST.get("preset", ""), PRESETS["smallest"])
        _begin_from(journey, chosen if chosen in offered() else PRESETS["smallest"])
    if action == "send":
        return _send(request, journey)
    save(request, journey)
    token = signed_in(journey).token if action == "with-token" else ""
    return show(request, STEPS["call"], journey, syntaxes=written(call_of(journey, token)), with_token=bool(token))


def _paste(request: HtmxRequest, journey: Journey) -> HttpResponseBase:
    pasted = paste(forms.plain(request.POST.get("pasted", "")), journey.draft)
    journey.draft = pasted.draft
    save(request, journey)
    return show(request, STEPS["call"], journey, pasted=pasted)


def _begin_from(journey: Journey, preset: Preset) -> None:
    journey.draft = preset.fill(situation(journey))
    if preset.sign_in:
        journey.sign_in = preset.sign_in()
        journey.drop_answers()


def _send(request: HtmxRequest, journey: Journey) -> HttpResponseBase:
    outside = chosen(journey)
    problem = send_call(journey, outside) if outside else _assume(journey)
    save(request, journey)
    if problem:
        return show(request, STEPS["call"], journey, problem=problem)
    return show(request, STEPS["answer"], journey, fresh=True) if request.htmx else redirect("step", "answer")


def _assume(journey: Journey) -> str:
    """Asks the sandbox, which nothing keeps from answering."""
    assert journey.sign_in is not None
    journey.outcome, journey.use = assume(journey.account_id, journey.sign_in.token, journey.draft), None
    return ""


@require_POST
@never_cache
def resend(request: HtmxRequest) -> HttpResponseBase:
    """The last call once more, or the remedy applied and then the call."""
    journey = with_token(request)
    if chosen(journey):
        return _send(request, journey)
    if journey.outcome is None:
        raise Http404
    journey.draft = Draft(**journey.outcome.draft)
    if "apply" in request.POST:
        problem = _apply(request, journey, list(of_call(journey)))
        if problem:
            return show(request, STEPS["answer"], journey, not_applied=problem)
    return _send(request, journey)


def _apply(request: HttpRequest, journey: Journey, offered: list[Remedy]) -> str:
    """Makes the chosen change. Answers what kept it from that."""
    number = request.POST.get("apply", "")
    chosen = next((one for place, one in enumerate(offered) if str(place) == number), None)
    return (
        apply(journey, chosen) if chosen and chosen.applies else "this change is no longer offered: things have changed since"
    )


@require_POST
@never_cache
def send_request(request: HtmxRequest) -> HttpResponseBase:
    """Step 5's form."""
    journey = journey_of(request)
    if outside := chosen(journey):
        assert journey is not None
        return _use_outside(request, journey, outside)
    if journey is None or journey.outcome is None or not journey.outcome.credentials:
        return redirect("step", "use")
    if "apply" in request.POST and journey.use:
        return _mend(request, journey, journey.use)
    given, problem = forms.use_of(request.POST)
    if problem:
        return show(request, STEPS["use"], journey, problem=problem, given=given)
    return _use(request, journey, given)


def _use_outside(request: HtmxRequest, journey: Journey, outside: Outside) -> HttpResponseBase:
    given, problem = forms.use_of(request.POST)
    problem = problem or send_use(journey, outside, given)
    if problem:
        return show(request, STEPS["use"], journey, problem=problem, given=given)
    save(request, journey)
    return show(request, STEPS["use"], journey, fresh=True) if request.htmx else redirect("/use/#result")


def _use(request: HtmxRequest, journey: Journey, given: dict[str, str]) -> HttpResponseBase:
    assert journey.outcome is not None
    journey.use = use(journey.account_id, journey.outcome.credentials, given)
    save(request, journey)
    return show(request, STEPS["use"], journey, fresh=True) if request.htmx else redirect("/use/#result")


def _mend(request: HtmxRequest, journey: Journey, last: Use) -> HttpResponseBase:
    """Changes what kept the last request out, takes new credentials where their policy changed, and sends it again."""
    problem = _apply(request, journey, list(map(from_data, last.remedies)))
    if problem:
        return show(request, STEPS["use"], journey, not_applied=problem)
    assert journey.outcome is not None and journey.sign_in is not None
    if asdict(journey.draft) != journey.outcome.draft:
        journey.outcome = assume(journey.account_id, journey.sign_in.token, journey.draft)
        if not journey.outcome.credentials:
            journey.use = None
            save(request, journey)
            return show(request, STEPS["answer"], journey, fresh=True) if request.htmx else redirect("step", "answer")
    return _use(request, journey, last.given)
