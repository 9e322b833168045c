"""`/healthz`, `/readyz` and `/metrics`: plain answers, before Django, whatever the Host header says.

Healthy: the process answers. Ready: so do the database, which has to take what visitors do, and the channel layer, and the process
is not about to stop.
/metrics is there for who brings METRICS_TOKEN, and for nobody while that is not set.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST

from playground.operating.draining import draining
from playground.telemetry.metrics import exposition
from playground.wire.others import others
from playground.wire.watching import database

PATHS = frozenset(("/healthz", "/readyz", "/metrics"))


async def application(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """Answers one of PATHS."""
    status, kind, body = _metrics(scope) if scope["path"] == "/metrics" else _state(scope["path"])
    headers = [(b"Content-Type", kind.encode()), (b"Content-Length", b"%d" % len(body)), (b"Cache-Control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _state(path: str) -> tuple[int, str, bytes]:
    if path == "/healthz":
        return 200, "application/json", b'{"healthy": true}'
    outage = database.outage
    parts = {"database": outage is None, "channel_layer": not others.away, "staying": not draining.on}
    said = {"ready": all(parts.values()), **parts, **({"says": outage.title} if outage else {})}
    return 200 if said["ready"] else 503, "application/json", json.dumps(said).encode()


def _metrics(scope: dict[str, Any]) -> tuple[int, str, bytes]:
    brought = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _, token = brought.partition(b" ")
    known = hmac.compare_digest(token.strip(), settings.METRICS_TOKEN.encode()) and scheme.lower() == b"bearer"
    if not settings.METRICS_TOKEN or not known:
        return 404, "text/plain", b"There is no such address.\n"
    try:
        return 200, CONTENT_TYPE_LATEST, exposition()
    except OSError as gone:
        return 503, "text/plain; charset=utf-8", f"{gone}\n".encode()
