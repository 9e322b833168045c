"""What the policy editor asks the server while somebody types: advice, a fix. Nothing is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from playground.editor.text import KINDS, diff, fixed
from playground.iam import PolicyType
from playground.iam.lint import lint

LONGEST = 32_000  # characters of a document; AWS takes 10,240 at the most


@require_POST
@never_cache
def advise(request: HttpRequest) -> JsonResponse:
    """The remarks on a document, for the gutter and as a list, and what differs from the text that is kept."""
    text, kind = _asked(request)
    remarks = lint(text, kind) if text.strip() else []
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


def _asked(request: HttpRequest) -> tuple[str, PolicyType]:
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    return request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST], kind
