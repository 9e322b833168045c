"""Where a request of the log went: as it was called, and where it can be called again."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from playground.stand_ins.adapter import SAYS_SO, browser_url
from playground.wire.models import Exchange


def address_of(exchange: Exchange) -> str:
    """The whole address; a stand-in's is its provider's."""
    return f"{_scheme(exchange)}://{exchange.host}{exchange.target}"


def callable_address_of(exchange: Exchange) -> str:
    """The same, but a stand-in's where this site serves it: the real provider knows nothing of what moved here."""
    real = address_of(exchange)
    return f"{settings.SITE_URL}{browser_url(real)}" if SAYS_SO in exchange.words else real


def _scheme(exchange: Exchange) -> str:
    if exchange.sender == "terminal" or exchange.host == urlsplit(settings.AWS_URL).netloc:
        return urlsplit(settings.AWS_URL).scheme
    if exchange.receiver == "app":
        return urlsplit(settings.SITE_URL).scheme
    others = (urlsplit(url) for url in settings.LIVE_AWS_ENDPOINTS)
    return next((other.scheme for other in others if other.netloc.lower() == exchange.host), "https")
