"""Lets only this site's own pages open a socket: it carries cookies, and those of one port are sent to every port of its host.

https://www.rfc-editor.org/rfc/rfc6455#section-10.2
"""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier
from django.conf import settings


class OwnOrigin:
    """Before what answers sockets. An origin is the site's when it is where the socket goes, or SITE_URL."""

    def __init__(self, application: Any) -> None:
        self.of_our_hosts: Any = AllowedHostsOriginValidator(application)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """Passes on, or answers 403."""
        headers = {name: value.decode("latin-1").lower() for name, value in scope["headers"]}
        origin = _read(headers.get(b"origin", ""))
        unsaid = ":443" if origin.scheme == "https" else ":80"
        asked = [headers.get(b"host", ""), urlsplit(settings.SITE_URL).netloc]
        if settings.BEHIND_PROXY:
            asked.append(headers.get(b"x-forwarded-host", ""))
        is_ours = origin.netloc.removesuffix(unsaid) in [host.removesuffix(unsaid) for host in asked]
        answered_by = self.of_our_hosts if is_ours else WebsocketDenier()
        return await answered_by(scope, receive, send)


def _read(origin: str) -> SplitResult:
    """An origin that is no address, `http://[nowhere`, is nobody's."""
    try:
        return urlsplit(origin)
    except ValueError:
        return urlsplit("")
