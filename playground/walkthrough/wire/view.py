"""What a page shows of the wire: the newest exchanges as HTML, and which participants took part."""

from __future__ import annotations

from typing import Any

from playground.walkthrough.journey import Journey
from playground.walkthrough.wire.drawn import ITEM, LAZY_ITEM, ROW, drawn, opened
from playground.walkthrough.wire.entry import LANES, lane_of
from playground.wire.record import KEPT, Extent, Mark, extent_of, newest

SHOWN = 16  # exchanges that a step's page comes with; the page of the wire has all that are kept
NOTHING = Extent(0, 1, 0)
PUSHED = 60  # exchanges that a page holds once they are pushed to it


def wire(journey: Journey | None) -> dict[str, Any]:
    """What the panel beside a step shows."""
    return wire_of(journey.account_id, SHOWN, lazy=True) if journey else wire_of("", 0)


def wire_of(account_id: str, shown: int, *, lazy: bool = False) -> dict[str, Any]:
    """The newest exchanges of an account; `lazy` for a page that asks for the bytes of one when it is unfolded."""
    extent = extent_of(account_id) if account_id else NOTHING
    marks = newest(account_id, shown) if shown else []
    return wire_of_marks(account_id, extent, marks, lazy=lazy)


def wire_of_marks(account_id: str, extent: Extent, marks: list[Mark], *, lazy: bool = False) -> dict[str, Any]:
    """wire_rows: the lines of the diagram.  wire_items: the entries of the list, of which the last is open.

    wire_total: how many are kept.  wire_last: the last number that was given out, cleared away or not. The extent is read before the
    marks: what comes between the two is sent once more by the socket, and not lost.
    """
    took_part = {lane_of(name) for one in marks for name in (one.sender, one.receiver)}
    items = drawn(account_id, marks, LAZY_ITEM if lazy else ITEM)
    items[-1:] = [opened(one) for one in drawn(account_id, marks[-1:], ITEM)]
    return {
        "wire_total": extent.kept,
        "wire_last": extent.last,
        "wire_rows": drawn(account_id, marks, ROW),
        "wire_items": items,
        "wire_lanes": [(name, title, icon, name in took_part) for name, title, icon in LANES],
        "wire_kept": KEPT,
        "wire_pushed": PUSHED,
        "wire_begun": bool(account_id),
    }
