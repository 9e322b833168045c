"""The wire beside every step: this visitor's exchanges, newest last, and the same as a sequence."""

from __future__ import annotations

from typing import Any

from playground.walkthrough.journey import Journey
from playground.wire.models import Exchange
from playground.wire.record import KEPT, log_of

LANES = (
    ("browser", "Browser", "browser"),
    ("app", "This site", "app"),
    ("provider", "Provider", "provider"),
    ("sts", "STS", "sts"),
    ("s3", "S3", "s3"),
)
NAMES = {"browser": "Browser", "terminal": "Terminal", "app": "This site", "provider": "Provider", "sts": "STS", "s3": "S3"}
SHOWN = 14


def wire(journey: Journey | None) -> dict[str, Any]:
    """The newest exchanges, and which participants took part."""
    exchanges = log_of(journey.account_id, SHOWN) if journey else []
    took_part = {one.sender for one in exchanges} | {one.receiver for one in exchanges}
    return {
        "wire_entries": [_entry(one) for one in exchanges],
        "wire_lanes": [(name, title, icon, name in took_part) for name, title, icon in LANES],
        "wire_kept": KEPT,
        "wire_total": exchanges[-1].number if exchanges else 0,
    }


def _entry(exchange: Exchange) -> dict[str, Any]:
    sender = "browser" if exchange.sender == "terminal" else exchange.sender
    path, mark, query = exchange.target.partition("?")
    laid_out = f"{path}{mark}\n  " + query.replace("&", "\n  &") if mark else path
    return {
        "exchange": exchange,
        "sender": NAMES[exchange.sender],
        "receiver": NAMES[exchange.receiver],
        "lane_from": sender,
        "lane_to": exchange.receiver,
        "path": path + ("?…" if mark else ""),
        "request": f"{exchange.method} {laid_out}\n{exchange.request_head}",
        "response": exchange.response_head,
        "kind": _kind(exchange.response_head),
        "request_body": exchange.request_body.replace("&", "\n&")
        if "Action=" in exchange.request_body[:20]
        else exchange.request_body,
    }


def is_form(head: str) -> bool:
    """Whether a message's body is a form."""
    return "form-urlencoded" in head.lower()


def _kind(head: str) -> str:
    lower = head.lower()
    return "xml" if "xml" in lower else "json" if "json" in lower else ""
