"""An exchange as the page shows it: who to whom, the messages laid out, a sentence for whoever cannot see the diagram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from playground.walkthrough.journey import Journey
from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.wire.curl import as_curl
from playground.wire.models import Exchange
from playground.wire.record import KEPT, log_of

LANES = (
    ("terminal", "Terminal", "terminal"),
    ("browser", "Browser", "browser"),
    ("app", "This site", "app"),
    ("provider", "Provider", "provider"),
    ("sts", "STS", "sts"),
    ("s3", "S3", "s3"),
)
# IAM and CloudTrail are asked from a terminal now and then: in the diagram they share a lane with STS.
NAMES = {name: title for name, title, _ in LANES} | {"iam": "IAM", "trail": "CloudTrail"}
_PLACES = {name: round((position + 0.5) * 100 / len(LANES), 2) for position, (name, _, _) in enumerate(LANES)}
_PLACES |= {"iam": _PLACES["sts"], "trail": _PLACES["sts"]}
SHOWN = 16  # exchanges that a step's page comes with; the page of the wire has all that are kept
PUSHED = 60  # exchanges that a page holds once they are pushed to it


@dataclass(frozen=True)
class Entry:
    """An exchange, laid out. aloud: the line of the diagram in words.  x1, x2: its ends in percent.  kind: for painting."""

    exchange: Exchange
    sender: str
    receiver: str
    path: str
    request: str
    request_body: str
    response_body: str
    kind: str
    aloud: str
    x1: float
    x2: float
    curl: str
    error: str

    @property
    def middle(self) -> float:
        """Where the status stands."""
        return round((self.x1 + self.x2) / 2, 2)

    @property
    def leftwards(self) -> bool:
        """Whether the message goes to the left."""
        return self.x2 < self.x1


def wire(journey: Journey | None) -> dict[str, Any]:
    """What the panel beside a step shows."""
    return wire_of(journey.account_id, SHOWN) if journey else wire_of("", 0)


def wire_of(account_id: str, shown: int) -> dict[str, Any]:
    """The newest exchanges of an account, and which participants took part."""
    exchanges = log_of(account_id, shown) if shown else []
    took_part = {lane_of(name) for one in exchanges for name in (one.sender, one.receiver)}
    return {
        "wire_account": account_id,
        "wire_entries": [entry_of(one) for one in exchanges],
        "wire_lanes": [(name, title, icon, name in took_part) for name, title, icon in LANES],
        "wire_kept": KEPT,
        "wire_shown": shown,
        "wire_total": exchanges[-1].number if exchanges else 0,
    }


def lane_of(name: str) -> str:
    """The lane in which a participant stands."""
    return "sts" if name in ("iam", "trail") else name


def entry_of(exchange: Exchange) -> Entry:
    """One exchange, laid out."""
    path, mark, query = exchange.target.partition("?")
    laid_out = f"{path}{mark}\n  " + query.replace("&", "\n  &") if mark else path
    head = exchange.response_head.lower()
    kind = "xml" if "xml" in head else "json" if "json" in head else ""
    error = _error(exchange)
    form = "form-urlencoded" in exchange.request_head.lower()
    return Entry(
        exchange=exchange,
        sender=NAMES[exchange.sender],
        receiver=NAMES[exchange.receiver],
        path=path + ("?…" if mark else ""),
        request=f"{exchange.method} {laid_out}\n{exchange.request_head}",
        request_body=exchange.request_body.replace("&", "\n&") if form else exchange.request_body,
        response_body=pretty_xml(exchange.response_body) if kind == "xml" else exchange.response_body,
        kind=kind,
        aloud=_aloud(exchange, error),
        x1=_PLACES[exchange.sender],
        x2=_PLACES[exchange.receiver],
        curl=as_curl(exchange),
        error=error,
    )


def _error(exchange: Exchange) -> str:
    """AWS's code for a refusal of the sandbox."""
    explanation = exchange.explanation or {}
    values = explanation.get("values", [])
    return str(values[1]) if explanation.get("verdict") == "fail" and len(values) > 1 else ""


def _aloud(exchange: Exchange, error: str) -> str:
    sender, receiver = NAMES[exchange.sender], NAMES[exchange.receiver]
    what = exchange.operation or f"{exchange.method} {exchange.host}{exchange.target.partition('?')[0]}"
    answer = f"refuses with {exchange.status}" if exchange.refused else f"answers {exchange.status}"
    return f"{exchange.number}: {sender} to {receiver}, {what}. {receiver} {answer}{', ' + error if error else ''}."


@lru_cache(maxsize=2048)
def pushed(exchange_id: int, number: int) -> tuple[str, str]:
    """The line of the diagram and the entry of the list, as HTML; an exchange never changes, so it is rendered once."""
    context = {"entry": entry_of(Exchange.objects.get(pk=exchange_id)), "lazy": True}
    row = render_to_string("components/seq_row.html", context)
    return row, render_to_string("components/wire_entry.html", context)
