"""Step 1's other door: nobody signs in, a job or a pod is described, and its own client's call brings the token."""

from __future__ import annotations

import time
from typing import Any

import requests
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from playground.aws.clients import calling, client
from playground.explain import to_data
from playground.providers import site_check
from playground.providers.catalogue import BY_SLUG
from playground.providers.provider import Provider
from playground.stand_ins.adapter import SAYS_SO, StandInAdapter
from playground.stand_ins.breaking.form import offered, wrong_in
from playground.stand_ins.consent import WHOLE, checked
from playground.stand_ins.identity_pool.form import POOL, chosen, logins_of, pool_id_of, token_at_once
from playground.stand_ins.jobs import Job, job
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS
from playground.stand_ins.workloads.own_issuer import OWN_ISSUER
from playground.tokens.jwt import take_apart
from playground.walkthrough.calling import Line
from playground.walkthrough.journey import Journey, SignIn
from playground.wire.record import Seen, record
from playground.wire.transport import ReportingAdapter

NOT_ASKED = "no client of this site stands between the job and STS, so nobody has looked at the token yet"
OF_ISSUER = "An app asks your issuer for a token, with the secret that it has there, and says for whom."
WORDS = "The job asks for its token, and says for whom. What proves that it is this job came with it when it was started."


def page(request: HttpRequest, account_id: str, slug: str, problem: str = "", typed: QueryDict | None = None) -> HttpResponse:
    """The form; `{account}` in it is the visitor's own."""
    workload = WORKLOADS.get(slug) or POOL
    standard = workload.standard(account_id)
    context = {
        "stand_in": workload,
        "workload": workload,
        "embedded": workload is OWN_ISSUER,
        "fields": [(one, typed.get(one.name, "") if typed else standard[one.name]) for one in workload.fields],
        "issuer": workload.issuer_of(account_id),
        "audience": workload.audience_of(account_id),
        "registered": BY_SLUG[slug].registered,
        "problem": problem,
        "pool": workload is POOL,
        **offered("jwt"),
    }
    return render(request, "stand_ins/job.html", context, status=400 if problem else 200)


def described(journey: Journey, provider: Provider, form: QueryDict) -> SignIn:
    """The token of the job that the form describes, by the call that its own client would make. Raises consent.NotUnderstood."""
    typed = {name: str(value) for name, value in form.items()}
    wrong = wrong_in(form)
    token, who = _from_pool(journey, typed, wrong) if provider.whose == "pool" else _from_job(journey, provider, typed, wrong)
    claims = take_apart(token).unverified_claims or {}
    now = int(time.time())
    return SignIn(
        slug=provider.slug,
        demo=True,
        token=token,
        kind="jwt",
        answer=claims,
        profile={"name": who},
        issued_at=_moment(claims.get("iat"), now),
        expires_at=_moment(claims.get("exp"), now),
        site_check=to_data(site_check.takes(NOT_ASKED)),
    )


def _from_job(journey: Journey, provider: Provider, typed: dict[str, str], wrong: dict[str, Any]) -> tuple[str, str]:
    one = job(provider.slug, journey.account_id, typed, wrong)
    who = "" if one.workload is OWN_ISSUER else one.given[one.workload.who]  # its claims say whom it is about
    return fetched(one, journey.account_id), who


def _from_pool(journey: Journey, typed: dict[str, str], wrong: dict[str, Any]) -> tuple[str, str]:
    """The basic flow, by boto3: GetId, then GetOpenIdToken.  They hand over whole tokens; a broken one is made without them."""
    given, account_id, broken = chosen(typed), journey.account_id, checked("jwt", **wrong)
    if broken != WHOLE:
        return token_at_once(account_id, given, int(time.time()), broken), given["person"].title()
    logins = logins_of(account_id, given)
    cognito = client("cognito-identity", settings.AWS_URL, settings.AWS_REGION)
    with calling(Line(account_id)):
        identity = cognito.get_id(IdentityPoolId=pool_id_of(account_id, given), Logins=logins)["IdentityId"]
        token = cognito.get_open_id_token(IdentityId=identity, Logins=logins)["Token"]
    return token, given["person"].title()


def fetched(one: Job, account_id: str) -> str:
    """The token, asked for on the wire."""

    words = OF_ISSUER if one.workload is OWN_ISSUER else WORDS

    def report(seen: Seen) -> None:
        record(account_id, seen)

    run = one.run()
    ask = one.workload.ask(run, one.ticket())
    with requests.Session() as session:
        session.mount("https://", ReportingAdapter(StandInAdapter(), report, lambda _: f"{words} {SAYS_SO}"))
        answer = session.request(ask.method, ask.url, headers=ask.headers, data=ask.body or None)
    return one.workload.token_in(answer.json())


def _moment(value: Any, otherwise: int) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else otherwise
