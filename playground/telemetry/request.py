"""The request that is being answered, as logs and metrics name it: an id, and a route that holds nothing of the visitor's."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

_GIVEN = re.compile(r"[A-Za-z0-9\-]{8,64}")


@dataclass
class Observed:
    """A request. route: the pattern of its address, or AWS's name of the operation.  status: HTTP's, 0 before the answer."""

    request_id: str
    route: str = ""
    status: int = 0


_now: ContextVar[Observed | None] = ContextVar("observed", default=None)


def begin(given: str = "") -> Observed:
    """A request begins in this context. given: the id that a proxy gave it, kept if it looks like one."""
    observed = Observed(given if _GIVEN.fullmatch(given) else secrets.token_hex(8))
    _now.set(observed)
    return observed


def request_id() -> str:
    """The id of the request that this context answers, or nothing."""
    observed = _now.get()
    return observed.request_id if observed else ""


def on_route(route: str) -> None:
    """Says where the request went."""
    observed = _now.get()
    if observed:
        observed.route = route
