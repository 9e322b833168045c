"""What every template may say about the site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

import playground

_CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
THEMES = ("light", "dark", "system")


def site(request: HttpRequest) -> dict[str, Any]:
    """theme: `light`, `dark` or `system`; version; where the AWS endpoint is; csrf_token, csrf_input: the same in the whole page,
    which is compressed all the better."""
    token = SimpleLazyObject(lambda: get_token(request))
    theme = request.COOKIES.get("theme", "system")
    return {
        "theme": theme if theme in THEMES else "system",
        "version": playground.VERSION,
        "aws_url": settings.AWS_URL,
        "aws_host": urlsplit(settings.AWS_URL).netloc,
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(_CSRF, token)),
    }
