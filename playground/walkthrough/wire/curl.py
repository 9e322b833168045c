"""An exchange as a curl command. What was masked stays masked: each mask is a place where a secret belongs."""

from __future__ import annotations

import shlex

from django.conf import settings

from playground.wire.models import Exchange

_LEFT_OUT = ("host", "connection", "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request")


def as_curl(exchange: Exchange) -> str:
    """The command, an option a line."""
    scheme = "http" if exchange.receiver != "provider" and not settings.HTTPS else "https"
    words = [f"curl -X {exchange.method} {shlex.quote(f'{scheme}://{exchange.host}{exchange.target}')}"]
    for line in exchange.request_head.splitlines():
        name, _, value = line.partition(": ")
        counted = name.lower() == "content-length" and value != "0"  # by curl, but for a body that is not there
        if name.lower() not in _LEFT_OUT and not counted:
            words.append(f"-H {shlex.quote(f'{name}: {value}')}")
    if exchange.request_body and not exchange.request_body.startswith("("):
        words.append(f"--data {shlex.quote(exchange.request_body)}")
    return " \\\n  ".join(words)
