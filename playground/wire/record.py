"""Keeps an exchange: masks it, cuts what is long, numbers it, and lets the oldest of a log go.

What comes in is plain data, so that every floor-3 room and every transport can report without knowing this one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from playground.wire.masking import mask_body, mask_header, mask_target
from playground.wire.models import Exchange

KEPT = 300  # exchanges of one account; the page says so
LONGEST = 8_192  # characters of a body that are kept
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Seen:
    """An exchange as it was seen, with its secrets. at: seconds since 1970.  took: seconds."""

    sender: str
    receiver: str
    method: str
    host: str
    target: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    response_body: bytes
    at: float
    took: float
    words: str = ""
    request_id: str = ""
    operation: str = ""
    explanation: dict[str, Any] | None = field(default=None)


def record(account_id: str, seen: Seen) -> Exchange:
    """The exchange as it is kept."""
    exchange = _masked(account_id, seen)
    while True:
        last = Exchange.objects.filter(account_id=account_id).aggregate(last=Max("number"))["last"] or 0
        exchange.number = last + 1
        try:
            with transaction.atomic():
                exchange.save(force_insert=True)
        except IntegrityError:  # somebody else took the number
            continue
        break
    if exchange.number % 50 == 0:
        Exchange.objects.filter(account_id=account_id, number__lte=exchange.number - KEPT).delete()
    return exchange


def log_of(account_id: str, limit: int = 60) -> list[Exchange]:
    """The newest exchanges of an account, the oldest of them first."""
    return list(reversed(Exchange.objects.filter(account_id=account_id).order_by("-number")[:limit]))


def explanation_of(account_id: str, request_id: str) -> dict[str, Any] | None:
    """The finding behind an answer of the sandbox."""
    found = Exchange.objects.filter(account_id=account_id, request_id=request_id).first()
    return found.explanation if found else None


def clear(account_id: str) -> None:
    """Empties a log."""
    Exchange.objects.filter(account_id=account_id).delete()


def _masked(account_id: str, seen: Seen) -> Exchange:
    return Exchange(
        account_id=account_id,
        at=seen.at,
        sender=seen.sender,
        receiver=seen.receiver,
        method=seen.method[:8],
        host=seen.host[:255],
        target=mask_target(seen.target)[:2048],
        status=seen.status,
        took=seen.took * 1000,
        words=seen.words,
        request_head=_head(seen.request_headers),
        request_body=_body(seen.request_headers, seen.request_body),
        response_head=_head(seen.response_headers),
        response_body=_body(seen.response_headers, seen.response_body),
        request_id=seen.request_id,
        operation=seen.operation,
        explanation=seen.explanation,
    )


def _head(headers: Headers) -> str:
    return "\n".join(f"{name}: {mask_header(name, value)}" for name, value in headers)[:LONGEST]


def _body(headers: Headers, body: bytes) -> str:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not body:
        return ""
    if b"\0" in body[:1024] or not _is_text(kind):
        return f"({len(body)} bytes of {kind or 'an unknown type'})"
    # Masked before it is cut: a secret that the cut would split must not slip through.
    masked = mask_body(kind, body[: 4 * LONGEST].decode("utf-8", "replace"))
    return masked if len(masked) <= LONGEST else f"{masked[:LONGEST]}… ({len(body)} bytes)"


def _is_text(kind: str) -> bool:
    return not kind or any(word in kind for word in ("text/", "json", "xml", "form-urlencoded"))
