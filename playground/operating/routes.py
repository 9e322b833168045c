"""Django's part: the pattern of the address that a page was asked by.  https://docs.djangoproject.com/en/5.2/topics/http/middleware/"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from playground.telemetry.request import on_route


class RouteMiddleware:
    """Says which pattern it was, once it is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Passes on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """The address was found."""
        if request.resolver_match:
            on_route(f"/{request.resolver_match.route}")
