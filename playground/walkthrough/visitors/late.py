"""A request that brings the session's key from before another tab signed in or out: asked for again, not given an account of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

_AGAIN = "again"  # in the address, once; its value says nothing


def comes_late(request: HttpRequest) -> bool:
    """Whether nothing is kept under the key that it brings, and it was not asked for again yet."""
    request.session.keys()  # reads it
    return bool(getattr(request.session, "late", False)) and _AGAIN not in request.GET


def once_more(request: HttpRequest) -> HttpResponse:
    """307: the browser sends the same again, by now with the key that the other tab was given; no cookie of its own stands in the way.

    Who has none by then, for their session is over, begins anew.
    """
    query = request.GET.copy()
    query[_AGAIN] = "1"
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}", preserve_request=True)
