"""NextToken: where a look-up goes on, and that it is still the same look-up."""

from __future__ import annotations

import json
from typing import Any

from playground.sandbox.box import Unreadable
from playground.sandbox.errors import AwsError, Words
from playground.sandbox.operation import Call


def write_cursor(call: Call, given: dict[str, Any], number: int) -> str:
    """The token for the page behind the event with this number."""
    return call.stores.sealer.seal_text(json.dumps([_asked(given), number]), _purpose(call))


def read_cursor(call: Call, given: dict[str, Any]) -> int | None:
    """The number of the event that the page begins behind. Raises InvalidNextTokenException."""
    if "NextToken" not in given:
        return None
    try:
        asked, number = json.loads(call.stores.sealer.open_text(given["NextToken"], _purpose(call)))
        if asked == _asked(given):
            return int(number)
    except (Unreadable, ValueError):
        pass
    message = "Pagination token is invalid. Specify the same parameters as in the call that gave it."
    raise AwsError("InvalidNextTokenException", message, words=Words.UNCONFIRMED)


def _asked(given: dict[str, Any]) -> list[Any]:
    return [given.get(name) for name in ("LookupAttributes", "StartTime", "EndTime", "EventCategory")]


def _purpose(call: Call) -> str:
    return f"look-up of {call.account.account_id if call.account else ''}"
