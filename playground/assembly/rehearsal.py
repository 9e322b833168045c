"""A call to the sandbox that leaves no trace: at any moment, on no wire and in no trail. Only for calls that change nothing."""

from __future__ import annotations

from typing import Any

from playground.assembly.sandbox import stores
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer, handle


class NoTrail:
    """sandbox.stores.Trail that keeps nothing."""

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        """Forgets it."""

    def events(self, account_id: str, before: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        """Has nothing to tell."""
        return []


def rehearse(request: HttpRequest, moment: float) -> Answer:
    """What STS or S3 would answer at a moment (seconds since 1970), as things stand now."""
    return handle(request, stores()._replace(clock=lambda: moment, trail=NoTrail()))
