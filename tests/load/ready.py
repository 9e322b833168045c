"""What `/readyz` says, and waiting for what comes about by itself."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

PATIENCE = 60  # seconds


def readiness(server) -> tuple[int, Any]:
    """Its status, and what it says."""
    try:
        with urllib.request.urlopen(f"{server.site}/readyz", timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def wait_until(true, what: str) -> None:
    """Asks until it is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.2)
