"""Counts what is sent by forms, by address and by visitor: beyond what anybody needs, the answer is 429.

https://docs.djangoproject.com/en/5.2/topics/http/middleware/
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from playground.assembly.paces import within_both
from playground.pages.errors import too_many


class PacedForms:
    """Stands within the sessions' middleware. Reading is not counted, and calls to the sandbox are counted there besides."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Passes on, or not."""
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        session, address = request.session.session_key, request.META["REMOTE_ADDR"]
        allowed = within_both("form", address, f"session {session}" if session else "")
        return self.get_response(request) if allowed else too_many(request)
