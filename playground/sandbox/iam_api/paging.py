"""Lists in pages, as IAM gives them: MaxItems, and a Marker where there is more.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, TypeVar

from playground.sandbox.errors import validation_error
from playground.sandbox.operation import Call

DEFAULT, MOST = 100, 1000  # IAM's own

Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item], most: int = MOST) -> tuple[Sequence[Item], dict[str, Any]]:
    """The items of the page that is asked for, and what says whether more follow. most: items of it, whatever was asked for."""
    first = _start(call.parameters.get("Marker"))
    last = first + min(call.parameters.get("MaxItems", DEFAULT), most)
    more = last < len(items)
    return items[first:last], {"IsTruncated": more, "Marker": _marker(last) if more else None}


def _marker(place: int) -> str:
    return base64.b64encode(f"v1:{place}".encode()).decode()


def _start(marker: str | None) -> int:
    if marker is None:
        return 0
    try:
        version, _, place = base64.b64decode(marker, validate=True).decode().partition(":")
        if version == "v1" and place.isascii() and place.isdigit() and len(place) < 7:
            return int(place)
    except ValueError:
        pass
    raise validation_error("Invalid Marker.", confirmed=False)
