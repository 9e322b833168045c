"""The page: nothing that is pasted is stored or logged; the answer goes back and is forgotten."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import retarget
from django_htmx.middleware import HtmxDetails

from playground.diagnose.denied import beside_the_message, hint, next_step
from playground.diagnose.denied import told as told_of
from playground.diagnose.examine import Diagnosis, diagnose
from playground.diagnose.examples import BY_SLUG, EXAMPLES
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import Form, read_form, setup_of
from playground.diagnose.keys_at_hand import is_demo
from playground.diagnose.messages import Known, recognise
from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.telling import beside_the_record, first_sentence, then
from playground.diagnose.unusable import Unusable
from playground.editor.text import KINDS, LONGEST, fixed, remarks_on
from playground.explain import tally
from playground.iam.lint import Remark

NOTHING = "paste a token, its claims as JSON, a CloudTrail record, or an error message"
_EDITED = {
    "trust": "trust",
    "policy": "identity",
    "session_policy": "session",
    "bucket_policy": "bucket",
    "boundary": "boundary",
    "service_control_policy": "service_control",
    "resource_control_policy": "resource_control",
}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HtmxRequest) -> HttpResponse:
    """The form; with something pasted, the diagnosis beside it."""
    form, asked = _asked(request)
    plain = _unwrapped(form) if asked else form
    filled = asked and form.action != request.POST.get("action", "")
    within, form = request.htmx.target == "out" and plain == form and not filled, plain
    answered = _answered(form) if asked else {}
    context = {"section": "diagnose", "examples": EXAMPLES, "example": request.POST.get("example"), "form": form, **answered}
    context |= {"may_fetch": settings.FETCH_ISSUER_KEYS, "remarks": _remarks(form, asked and not within)}
    response = render(request, "diagnose/answer.html" if within else "diagnose/page.html", context)
    return response if within or request.htmx.target != "out" else retarget(response, "#page")


def _remarks(form: Form, shown: bool) -> dict[str, list[Remark] | None]:
    """What the linter says of each policy, for browsers without a script to ask it; None where nobody looked."""
    texts = {field: getattr(form, field) for field in _EDITED}
    looked = {field for field, text in texts.items() if shown and len(text) <= LONGEST}
    return {field: remarks_on(text, KINDS[_EDITED[field]]) if field in looked else None for field, text in texts.items()}


def _unwrapped(form: Form) -> Form:
    """The form with each policy alone in its editor, without what was pasted around it: the remarks are about the policy."""
    plain: dict[str, str] = {}
    for field in _EDITED:
        with suppress(Unusable):
            text = read_policy_text(getattr(form, field), field)
            plain |= {field: text} if text != getattr(form, field).strip() else {}
    return replace(form, **plain)


def _asked(request: HttpRequest) -> tuple[Form, bool]:
    """The form as it is to be shown, and whether it is to be answered."""
    if request.method != "POST":
        return Form(), False
    action = request.POST.get("do", "")
    if action == "example":
        example = BY_SLUG.get(request.POST.get("example", ""))
        return (example.form(time.time()), True) if example else (Form(), False)
    form = read_form(request.POST.dict())
    field, _, number = request.POST.get("fix", "").rpartition(":")
    if field in _EDITED:
        form = replace(form, **{field: fixed(getattr(form, field), KINDS[_EDITED[field]], number)})
    chosen = request.POST.get("apply", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 5:
        form = _applied(form, int(chosen))
    return form, True


def _applied(form: Form, number: int) -> Form:
    try:
        offered = fixes(diagnose(setup_of(form, time.time())))
    except Unusable:
        return form
    chosen = offered[number] if number < len(offered) else None
    return replace(form, **texts(chosen)) if chosen else form


def _answered(form: Form) -> dict[str, Any]:
    if not form.token.strip() and form.message.strip():
        return {"known": form.known, "message": form.message, "message_only": True} | _of_denial(form)
    if not form.token.strip():
        return {"unusable": Unusable("token", NOTHING)}
    try:
        found = diagnose(setup_of(form, time.time()))
    except Unusable as error:
        return {"unusable": error, "known": form.known, "message": form.message}
    told = form.message or (found.refusal.message if found.refusal else "")
    beside = beside_the_record(found) or beside_the_message(found, form.denial)
    return _shown(found) | {"known": form.known or _told_by(found), "message": told, "beside": beside} | _of_denial(form)


def _of_denial(form: Form) -> dict[str, Any]:
    """What a message that denies a request tells, and what to paste next where it is all there is."""
    denial = form.denial
    if denial is None:
        return {}
    alone = not form.token.strip()
    step = next_step(denial, filled=form.action == denial.action) if alone else None
    return {"denial": told_of(denial), "hint": hint(denial), "next_step": step}


def _told_by(found: Diagnosis) -> Known | None:
    """What AWS's answer is known to come from, where no policy is what stands in the way."""
    failed = found.failed
    if failed is None or failed.name in ("Trust policy", found.setup.action) or found.refusal is None:
        return None
    return recognise(found.refusal.message)


def _shown(found: Diagnosis) -> dict[str, Any]:
    return {
        "found": found,
        "headline": first_sentence(found),
        "later": then(found),
        "fixes": fixes(found),
        "demo": is_demo(found.setup.pasted),
        "tally": tally(found.chain),
    }
