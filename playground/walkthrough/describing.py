"""Step 1's other door: nobody signs in, a job or a pod is described, and its own client's call brings the token."""

from __future__ import annotations

import time
from typing import Any

import requests
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from playground.explain import to_data
from playground.providers import site_check
from playground.providers.provider import Provider
from playground.stand_ins.adapter import StandInAdapter
from playground.stand_ins.break_form import offered, wrong_in
from playground.stand_ins.jobs import Job, job
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS
from playground.tokens.jwt import take_apart
from playground.walkthrough.journey import Journey, SignIn
from playground.wire.record import Seen, record
from playground.wire.transport import ReportingAdapter

NOT_ASKED = "no client of this site stands between the job and STS, so nobody has looked at the token yet"
WORDS = "The job asks for its token, and says for whom. What proves that it is this job came with it when it was started."


def page(request: HttpRequest, account_id: str, slug: str, problem: str = "", typed: QueryDict | None = None) -> HttpResponse:
    """The form; `{account}` in it is the visitor's own."""
    workload = WORKLOADS[slug]
    standard = workload.standard(account_id)
    context = {
        "stand_in": workload,
        "workload": workload,
        "fields": [(one, typed.get(one.name, "") if typed else standard[one.name]) for one in workload.fields],
        "issuer": workload.issuer_of(account_id),
        "problem": problem,
        **offered("jwt"),
    }
    return render(request, "stand_ins/job.html", context, status=400 if problem else 200)


def described(journey: Journey, provider: Provider, form: QueryDict) -> SignIn:
    """The token of the job that the form describes, by the call that its own client would make. Raises consent.NotUnderstood."""
    one = job(provider.slug, journey.account_id, {name: str(value) for name, value in form.items()}, wrong_in(form))
    token = fetched(one, journey.account_id)
    claims = take_apart(token).unverified_claims or {}
    now = int(time.time())
    return SignIn(
        slug=provider.slug,
        demo=True,
        token=token,
        kind="jwt",
        answer=claims,
        profile={"name": one.given[one.workload.who]},
        issued_at=_moment(claims.get("iat"), now),
        expires_at=_moment(claims.get("exp"), now),
        site_check=to_data(site_check.takes(NOT_ASKED)),
    )


def fetched(one: Job, account_id: str) -> str:
    """The token, asked for on the wire."""

    def report(seen: Seen) -> None:
        record(account_id, seen)

    run = one.run()
    ask = one.workload.ask(run, one.ticket())
    with requests.Session() as session:
        session.mount("https://", ReportingAdapter(StandInAdapter(), report, lambda _: WORDS))
        answer = session.request(ask.method, ask.url, headers=ask.headers, data=ask.body or None)
    return one.workload.token_in(answer.json())


def _moment(value: Any, otherwise: int) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else otherwise
