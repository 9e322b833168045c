"""The two pages: providers side by side, and one of them with its lesson, its claim map and its trust policy."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from playground.every_provider.aspects import ASPECTS, Aspect
from playground.every_provider.known import Known, known
from playground.providers.catalogue import PROVIDERS
from playground.providers.provider import Provider

MOST = 4  # columns that can be read
AT_FIRST = ("google", "amazon", "github")
_FIXED = {provider.slug: provider for provider in PROVIDERS}


@require_safe
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Those that were ticked, and only the rows in which they differ."""
    ticked = [provider for provider in PROVIDERS if provider.slug in request.GET.getlist("with")]
    chosen = [known(provider) for provider in ticked[:MOST] or [_FIXED[slug] for slug in AT_FIRST]]
    differing = [(one, _cells(one, chosen)) for one in ASPECTS if not _same(one, chosen)]
    context = {
        "section": "providers",
        "all": [(provider, any(one.provider.slug == provider.slug for one in chosen)) for provider in PROVIDERS],
        "chosen": chosen,
        "groups": [(group, list(rows)) for group, rows in groupby(differing, lambda row: row[0].group)],
        "same": [(one, one.value(chosen[0])) for one in ASPECTS if _same(one, chosen)],
    }
    return render(request, "every_provider/side_by_side.html", context)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """One provider."""
    provider = _FIXED.get(slug)
    if provider is None:
        raise Http404
    about = known(provider)
    context = {
        "section": "providers",
        "about": about,
        "provider": about.provider,
        "used": [row for row in about.rows if row.used],
        "unused": [row.claim for row in about.rows if not row.used],
        "usual": _usual(provider),
        "account": settings.TERMINAL_ACCOUNT,
        "stand_ins": settings.STAND_INS,
    }
    return render(request, "every_provider/one.html", context)


def _same(aspect: Aspect, chosen: list[Known]) -> bool:
    return len({aspect.value(one) for one in chosen}) == 1


def _cells(aspect: Aspect, chosen: list[Known]) -> list[tuple[str, str]]:
    return [(one.provider.name, aspect.value(one)) for one in chosen]


def _usual(provider: Provider) -> list[dict[str, Any]]:
    return [used._asdict() | {"text": used.text.replace("{account}", settings.TERMINAL_ACCOUNT)} for used in provider.usual]
