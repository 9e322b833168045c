"""What every template may say about the site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

import playground

THEMES = ("light", "dark", "system")


def site(request: HttpRequest) -> dict[str, Any]:
    """theme: `light`, `dark` or `system`; version; where the AWS endpoint is."""
    theme = request.COOKIES.get("theme", "system")
    return {
        "theme": theme if theme in THEMES else "system",
        "version": playground.VERSION,
        "aws_url": settings.AWS_URL,
        "aws_host": urlsplit(settings.AWS_URL).netloc,
    }
