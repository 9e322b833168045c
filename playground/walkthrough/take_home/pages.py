"""The page that takes the set-up home, and its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from playground.assembly.sandbox import stores
from playground.sandbox.seed import bucket_name
from playground.sandbox.world import Account, Role
from playground.walkthrough.journey import Journey
from playground.walkthrough.take_home import BY_SLUG, FORMS
from playground.walkthrough.take_home.set_up import SetUp, set_up
from playground.walkthrough.visitors.visitor import journey_of


@require_safe
@never_cache
def take_home(request: HttpRequest) -> HttpResponse:
    """The page."""
    journey = journey_of(request)
    context: dict[str, Any] = {"section": "walkthrough", "journey": journey}
    account = stores().accounts.get(journey.account_id) if journey else None
    role = _role(request, journey, account) if journey and account else None
    if account and role:
        found = _set_up(account, role)
        written = [(form, form.write(found)) for form in FORMS]
        context |= {
            "role": role,
            "roles": list(account.roles),
            "set_up": found,
            "written": written,
            "owned": found.owned.each[::-1],
        }
    return render(request, "pages/take_home.html", context)


@require_safe
@never_cache
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """One form, as a file to keep."""
    journey, form = journey_of(request), BY_SLUG.get(slug)
    account = stores().accounts.get(journey.account_id) if journey else None
    role = _role(request, journey, account) if journey and account else None
    if form is None or account is None or role is None:
        raise Http404
    answer = HttpResponse(form.write(_set_up(account, role)), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{form.file}"'
    return answer


def _role(request: HttpRequest, journey: Journey, account: Account) -> Role | None:
    """The role that is asked for, else the one of the call, else the first."""
    asked = account.roles.get(request.GET.get("role", ""))
    return asked or account.role_with_arn(journey.draft.RoleArn) or next(iter(account.roles.values()), None)


def _set_up(account: Account, role: Role) -> SetUp:
    return set_up(account, role, stores().buckets.find(bucket_name(account.account_id)))
