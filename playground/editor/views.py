"""What the policy editor asks the server while somebody types: advice, a fix, what could stand at the caret. Nothing is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from playground.editor.fixes import known_keys
from playground.editor.text import KINDS, LONGEST, diff, fixed, remarks_on
from playground.iam import PolicyType
from playground.iam.completion import complete as completions


@require_POST
@never_cache
def advise(request: HttpRequest) -> JsonResponse:
    """The remarks on a document, for the gutter and as a list, and what differs from the text that is kept."""
    text, kind = _asked(request)
    remarks = remarks_on(text, kind)
    saved = request.POST.get("saved", "").replace("\r\n", "\n")[:LONGEST]
    context = {"remarks": remarks, "field": request.POST.get("field", ""), "diff": diff(saved, text)}
    shown = [{"line": one.line, "level": _GUTTER.get(one.level, "info"), "text": one.sentence} for one in remarks]
    return JsonResponse({"remarks": shown, "html": render_to_string("components/lint.html", context)})


_GUTTER = {"error": "error", "warning": "warning"}


@require_POST
@never_cache
def fix(request: HttpRequest) -> JsonResponse:
    """The document with one remark's fix applied."""
    text, kind = _asked(request)
    return JsonResponse({"text": fixed(text, kind, request.POST.get("number", ""))})


@require_POST
@never_cache
def complete(request: HttpRequest) -> JsonResponse:
    """What could stand at the caret."""
    text, kind = _asked(request)
    offset = request.POST.get("offset", "")
    at = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 7 else len(text)
    found = completions(text, at, kind, provider=request.POST.get("provider", "")[:200], known_keys=known_keys)
    items = [{"text": item.text, "words": item.words} for item in found.items]
    return JsonResponse({"start": found.start, "end": found.end, "items": items})


def _asked(request: HttpRequest) -> tuple[str, PolicyType]:
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    return request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST], kind
