"""What belongs to no other room: the page that says what is real here, and the form that keeps the theme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from playground.pages.context import THEMES


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is real here, and what is not."""
    return render(request, "pages/about.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponseBase:
    """Keeps the theme in a cookie, and goes back to where the visitor was."""
    chosen = request.POST.get("theme", "system")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=settings.HTTPS)
    response = redirect(back if safe else "/")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=365 * 24 * 3600, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response
