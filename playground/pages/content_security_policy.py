"""What a page may load and where it may send: its own origin, and nothing inline.  https://www.w3.org/TR/CSP3/"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF


def content_security_policy(site_url: str, port: int) -> dict[str, Any]:
    """For django-csp. Newer browsers count the socket of the same host as 'self'; older ones want it named."""
    sockets = [site_url.replace("http", "ws", 1), *([f"ws://127.0.0.1:{port}"] if "localhost" in site_url else [])]
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF],
            "font-src": [SELF],
            "connect-src": [SELF, *sockets],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
        }
    }
