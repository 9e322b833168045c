"""CloudTrail's records in the database: the newest few hundred of an account, in the order in which they came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playground.plain_sql import row, run
from playground.sandbox.cloudtrail.looked_up import access_key, resources, user_name
from playground.sandbox.trail.records import Written
from playground.worlds.models import EventRow

KEPT = 500
_written = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # a record is a tree
_HALF, _NUL = re.compile("[\ud800-\udfff]"), re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_INSERT = "INSERT INTO worlds_eventrow (account_id, event) VALUES (%s, %s) RETURNING id"
_PRUNE = (
    "DELETE FROM worlds_eventrow WHERE account_id = %s "
    "AND id <= (SELECT id FROM worlds_eventrow WHERE account_id = %s ORDER BY id DESC LIMIT 1 OFFSET %s)"
)


class DatabaseTrail:
    """sandbox.stores.Trail over EventRow."""

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        """Keeps one record, and lets the oldest go now and then."""
        made = row(_INSERT, account_id, _storable(event))
        if made and made[0] % 50 == 0:
            run(_PRUNE, account_id, account_id, KEPT)

    def events(self, account_id: str, before: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        """The records of an account with their numbers, the newest first."""
        rows = EventRow.objects.filter(account_id=account_id).order_by("-id")
        rows = rows if before is None else rows.filter(id__lt=before)
        return list(rows.values_list("id", "event")[:KEPT])


def _storable(event: dict[str, Any]) -> str:
    """The record as JSON that PostgreSQL takes: NUL and halves of a pair are replaced."""
    if isinstance(event, Written):
        return event.text
    text = _written(event)
    if not text.isascii():
        text = _HALF.sub("\ufffd", text)
    return _NUL.sub(r"\1\\ufffd", text) if "\\" in text and r"\u0000" in text else text


@dataclass(frozen=True)
class Wanted:
    """What a page looks for; an empty text means any. who: a part of a name, an ARN or an access key.

    outcome: "success", "failure" or an error's code.  kind: "Management" or "Data".  changes: only what changed something.
    """

    name: str = ""
    source: str = ""
    who: str = ""
    resource: str = ""
    outcome: str = ""
    kind: str = ""
    changes: bool = False


@dataclass(frozen=True)
class Kept:
    """A record with its number, by which a page asks for those before it."""

    number: int
    event: dict[str, Any]

    @property
    def who(self) -> str:
        """The user's name, the session's, or the subject of a token: personal data, perhaps."""
        return user_name(self.event)

    @property
    def resources(self) -> list[tuple[str, str]]:
        """Type and name of each resource."""
        return resources(self.event)


def find_events(account_id: str, wanted: Wanted, before: int | None = None, limit: int = 50) -> list[Kept]:
    """The newest records of an account that are looked for, before the one with a number; data events included."""
    found: Iterator[Kept] = (Kept(number, event) for number, event in DatabaseTrail().events(account_id, before))
    return [one for one, _ in zip((one for one in found if _is(one.event, wanted)), range(limit), strict=False)]


def _is(event: dict[str, Any], wanted: Wanted) -> bool:
    if wanted.changes and event.get("readOnly"):
        return False
    error = event.get("errorCode", "")
    outcomes = ("", "failure", error) if error else ("", "success")
    identity = event.get("userIdentity", {})
    people = (user_name(event), str(identity.get("arn", "")), str(identity.get("principalId", "")), access_key(event))
    return (
        wanted.outcome in outcomes
        and wanted.name in ("", event["eventName"])
        and wanted.source in ("", event["eventSource"])
        and wanted.kind in ("", event["eventCategory"])
        and any(wanted.who.lower() in one.lower() for one in people)
        and (not wanted.resource or any(wanted.resource in name for _, name in resources(event)))
    )


def event_of(account_id: str, request_id: str) -> dict[str, Any] | None:
    """The record of one request, if CloudTrail keeps it; looked for among the newest."""
    newest = EventRow.objects.filter(account_id=account_id).order_by("-id")[:100]
    return next((one.event for one in newest if one.event.get("requestID") == request_id), None)
