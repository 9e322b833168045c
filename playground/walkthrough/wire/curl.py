"""An exchange as a curl command. What was masked stays masked: each mask is a place where a secret belongs.

https://curl.se/docs/manpage.html
"""

from __future__ import annotations

import re
import shlex

from playground.walkthrough.wire.address import callable_address_of
from playground.walkthrough.wire.body import body_of
from playground.wire.models import Exchange

_LEFT_OUT = ("host", "connection", "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request")
_DOTS = re.compile(r"(?i)/(\.|%2e){1,2}(/|\Z)")  # which curl would resolve
_GLOBS = re.compile(r"[][{}]")  # of which curl would make several addresses


def as_curl(exchange: Exchange) -> str:
    """The command, an option a line."""
    address = callable_address_of(exchange)
    # With -X HEAD it would wait for a body that never comes.
    words = [f"curl {'--head' if exchange.method == 'HEAD' else f'-X {exchange.method}'} {shlex.quote(address)}"]
    if _DOTS.search(exchange.target.partition("?")[0]):
        words.append("--path-as-is")
    if _GLOBS.search(address):
        words.append("--globoff")
    return " \\\n  ".join([*words, *_headers(exchange.request_head), *_body(exchange)])


def _headers(head: str) -> list[str]:
    given = [line.partition(": ")[::2] for line in head.splitlines()]
    return [
        f"-H {shlex.quote(f'{name}: {value}' if value else f'{name};')}"  # `name:` would take the header away
        for name, value in given
        if name.lower() not in _LEFT_OUT
        and (name.lower() != "content-length" or value == "0")  # by curl, but for a body that is not there
    ]


def _body(exchange: Exchange) -> list[str]:
    """What is not kept, or not whole, is a file to be put there. A text that begins with `@` would be taken for a file's name."""
    if not exchange.request_body:
        return []
    body = body_of(exchange.request_body, exchange.request_head)
    if not body.whole:
        data = f"--data-binary @body-of-{body.size}-bytes"
    else:
        data = f"--data{'-raw' if body.text.startswith('@') else ''} {shlex.quote(body.text)}"
    own_kind = "content-type:" not in exchange.request_head.lower()
    return [*(["-H 'Content-Type:'"] if own_kind else []), data]
