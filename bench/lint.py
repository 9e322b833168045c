"""How long a page waits for advice on a policy: the answer of `/editor/lint/`, over HTTP, in milliseconds.

Each answer is for another text, as when somebody types, so that nothing the server remembers of a text helps it.
"""

from __future__ import annotations

import http.client
import json
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from tests.server import ROOT, Server

GOAL = 100  # ms, at the 95th percentile
ROUNDS = 100

_STATEMENT: dict[str, object] = {
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObjet", "s3:ListBucket"],
    "Resource": ["arn:aws:s3:::photos/${aws:userid}/*", "arn:aws:s3:::photos"],
    "Condition": {"StringEquals": {"s3:prefix": "a*", "accounts.google.com:aud": "mine"}},
}
_UNKNOWN: dict[str, object] = {"Effect": "Allow", "Action": [f"s3:Get{n}" for n in range(780)], "Resource": "*"}
DOCUMENTS: dict[str, list[dict[str, object]]] = {
    "a usual policy, 0.5 KB": [_STATEMENT],
    "10,240 characters of statements": [_STATEMENT] * 41,
    "10,240 characters of unknown actions": [_UNKNOWN],
}


def measure() -> list[str]:
    """One line a document."""
    parent = ROOT / "build" / "bench"
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        server = Server(Path(folder)).start()
        try:
            return [_line(name, server.port, statements) for name, statements in DOCUMENTS.items()]
        finally:
            server.stop()


def _line(name: str, port: int, statements: list[dict[str, object]]) -> str:
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    took = _timed(_asking(port, text))
    p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
    return f"Advice on {name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms; at most {GOAL} {'yes' if p95 <= GOAL else 'NO'}"


def _timed(ask: Callable[[int], None]) -> list[float]:
    """Milliseconds, the shortest first."""
    ask(0)  # reads the catalogue of actions
    took = []
    for number in range(1, ROUNDS + 1):
        start = time.perf_counter()
        ask(number)
        took.append((time.perf_counter() - start) * 1000)
    return sorted(took)


def _asking(port: int, text: str) -> Callable[[int], None]:
    """Asks for advice as the editor's script does, with the token and the cookie of a page."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.request("GET", "/diagnose/")
    page = connection.getresponse()
    cookie = str(page.getheader("Set-Cookie", "")).partition(";")[0]
    token = re.search(r'"x-csrftoken": "(\w+)"', page.read().decode())
    assert token is not None
    headers = {
        "Cookie": cookie,
        "X-CSRFToken": token[1],
        "Content-Type": "application/x-www-form-urlencoded",
    }

    def ask(number: int) -> None:
        connection.request("POST", "/editor/lint/", urlencode({"kind": "identity", "text": text + " " * number}), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or b'"remarks"' not in body:
            raise RuntimeError(f"port {port} answered {answer.status}: {body[:300]!r}")

    return ask
