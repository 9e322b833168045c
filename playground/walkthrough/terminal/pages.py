"""The page itself, and what it can do to the visitor's account: another access key, STS on and off in a region."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

from botocore.session import Session
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground.assembly.accounts import access_key, switch_region
from playground.assembly.sandbox import stores
from playground.sandbox.regions import GLOBAL
from playground.sandbox.seed import bucket_name
from playground.walkthrough.journey import Journey
from playground.walkthrough.steps.build_call import account_of, situation
from playground.walkthrough.terminal import texts
from playground.walkthrough.token.holder import folder_of
from playground.walkthrough.token.lifetime import lifetime
from playground.walkthrough.visitors.visitor import journey_of
from playground.walkthrough.wire.view import wire
from playground.wire.loose import mask


@require_safe
@never_cache
def terminal(request: HttpRequest) -> HttpResponse:
    """The page."""
    journey = journey_of(request)
    context = {
        "section": "terminal",
        "journey": journey,
        "stand_ins": settings.STAND_INS,
        "last": 3 + bool(journey) + settings.STAND_INS,
        "terminal_account": settings.TERMINAL_ACCOUNT,
        "shared": texts.shared(bucket_name(settings.TERMINAL_ACCOUNT)),
        "older": texts.OLDER.format(aws=settings.AWS_URL),
        **wire(journey),
    }
    context |= _with_token(journey) if journey and journey.sign_in else {}
    return render(request, "pages/terminal.html", context | (_administrator(journey) if journey else {}))


def _with_token(journey: Journey) -> dict[str, Any]:
    sign_in = journey.sign_in
    assert sign_in is not None
    given, bucket, folder = situation(journey), bucket_name(journey.account_id), folder_of(journey)
    there = stores().buckets.head(bucket, folder + texts.FIRST) is not None
    return {
        "token_ends": lifetime(sign_in).expires,
        "now": time.time(),
        "jwt": sign_in.kind == "jwt",
        "exports": texts.exports(journey.draft.RoleArn or given.role_arn, given.session_name),
        "commands": texts.commands(bucket, folder, there),
    }


def _administrator(journey: Journey) -> dict[str, Any]:
    """The administrator's key, made when it is first looked at; its secret stays masked."""
    account, key = account_of(journey), access_key(journey.account_id)
    role = next(iter(account.roles), "PhotoAppGoogle")
    role_arn = account.role_arn(account.roles[role]) if role in account.roles else ""
    return {
        "key": key,
        "key_masked": mask(key.secret_access_key),
        "administrator_exports": texts.administrator_exports(key.access_key_id),
        "administrator_commands": texts.AS_ADMINISTRATOR.format(role=role, role_arn=role_arn or key.arn),
        "terraform": texts.terraform(),
        "regions": [one for one in regions() if one not in account.off],
        "off": account.off,
        "home_region": account.region,
    }


@cache
def regions() -> tuple[str, ...]:
    """The regions where STS can be switched off: all of AWS's ordinary ones but the one where it never is off."""
    return tuple(one for one in Session().get_available_regions("sts") if one != GLOBAL)


@require_POST
def new_key(request: HttpRequest) -> HttpResponseBase:
    """Another access key in the place of the one that was."""
    journey = journey_of(request)
    if journey is None:
        raise Http404
    access_key(journey.account_id, anew=True)
    return redirect("/terminal/#administrator")


@require_POST
def region(request: HttpRequest) -> HttpResponseBase:
    """Switches STS off in a region of the visitor's account, or on again."""
    journey, name = journey_of(request), request.POST.get("region", "")
    if journey is None or name not in regions():
        raise Http404
    switch_region(journey.account_id, name, on=request.POST.get("turn") == "on")
    return redirect("/terminal/#regions")
