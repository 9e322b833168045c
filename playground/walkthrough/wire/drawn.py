"""Exchanges as HTML, drawn once: an exchange never changes, and its secrets were masked before it was kept.

So a page that shows sixteen of them reads four small columns of each. What is kept here is bounded, and a part of its key is the moment
of the exchange: a number is never given twice in a log.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from playground.remembered import Remembered
from playground.walkthrough.wire.entry import Entry
from playground.wire.models import Exchange
from playground.wire.record import Mark, numbered

ROW, ITEM, LAZY_ITEM = "row", "item", "lazy item"  # a line of the diagram; an entry of the list with its bytes, and without
MOST = 16_000_000  # characters

Key = tuple[str, int, float, str]


_drawings: Remembered[Key, SafeString] = Remembered(MOST)


def drawn(account_id: str, marks: Iterable[Mark], form: str) -> list[SafeString]:
    """These exchanges of an account in one of the forms; without those that were cleared away meanwhile."""
    found = {mark.number: _drawings.find((account_id, mark.number, mark.at, form)) for mark in marks}
    missing = [number for number, html in found.items() if html is None]
    for one in numbered(account_id, missing) if missing else ():
        found[one.number] = html = _draw(one, form)
        _drawings.keep((account_id, one.number, one.at, form), html, len(html))
    return [html for html in found.values() if html is not None]


def opened(item: SafeString) -> SafeString:
    """An entry that is unfolded."""
    return SafeString(item.replace("<details>", "<details open>", 1))


def _draw(exchange: Exchange, form: str) -> SafeString:
    template = "components/seq_row.html" if form == ROW else "components/wire_entry.html"
    return SafeString(render_to_string(template, {"entry": Entry(exchange), "lazy": form == LAZY_ITEM}))
