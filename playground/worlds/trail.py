"""CloudTrail's records in the database, the newest few hundred of an account."""

from __future__ import annotations

from typing import Any

from playground.worlds.models import EventRow

KEPT = 500


class DatabaseTrail:
    """sandbox.stores.Trail over EventRow."""

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        """Keeps one record, and lets the oldest go now and then."""
        row = EventRow.objects.create(account_id=account_id, event=event)
        if row.pk % 50 == 0:
            kept = EventRow.objects.filter(account_id=account_id).order_by("-id")
            oldest = kept.values_list("id", flat=True)[KEPT : KEPT + 1].first()
            if oldest:
                EventRow.objects.filter(account_id=account_id, id__lte=oldest).delete()


def event_of(account_id: str, request_id: str) -> dict[str, Any] | None:
    """The record of one request, if CloudTrail keeps it; looked for among the newest."""
    newest = EventRow.objects.filter(account_id=account_id).order_by("-id")[:100]
    return next((row.event for row in newest if row.event.get("requestID") == request_id), None)
