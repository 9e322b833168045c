"""What a page may say over its socket and how much of it, and how many sockets a visitor may have: who goes beyond is no page of ours."""

from __future__ import annotations

import json
import time
from typing import Any

from playground.assembly.paces import give_back, within
from playground.pace import Pace
from playground.walkthrough.journey import Journey
from playground.walkthrough.visitors.visitor import journey_in
from playground.wire.listening import listeners

OPEN = 100  # sockets of one visitor in this process
_SAID = Pace(60, time.monotonic)  # what the pages of one visitor say in a minute, by account


class TooMany(Exception):
    """More sockets than anybody needs, at once or within a minute."""


def visitor_of(scope: dict[str, Any]) -> Journey | None:
    """Whose page opens a socket; None for a browser that has no visitor. Raises TooMany."""
    address = f"address {(scope.get('client') or ('', 0))[0]}"
    if not within("socket", address):
        raise TooMany
    journey = journey_in(scope["session"])
    if journey and (listeners(journey.account_id) >= OPEN or not within("socket", journey.account_id)):
        give_back("socket", address)
        raise TooMany
    return journey


def asks_for_all(account_id: str, said: str | None) -> bool:
    """Whether a page says the one thing that pages say, and not too often."""
    try:
        return json.loads(said or "") == {"ask": "snapshot"} and _SAID.take(account_id)
    except (ValueError, RecursionError):
        return False
