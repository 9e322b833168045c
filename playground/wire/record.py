"""Keeps an exchange: masks it, cuts what is long, numbers it, and lets the oldest of a log go.

What comes in is plain data, so that every floor-3 room and every transport can report without knowing this one.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any, NamedTuple

from playground.plain_sql import at_once, once_kept, row, rows, run
from playground.wire.announce import announce
from playground.wire.masked import Masked, Seen, masked
from playground.wire.models import NO_ANSWER, Exchange

__all__ = [
    "KEPT",
    "NO_ANSWER",
    "Extent",
    "Mark",
    "Masked",
    "Seen",
    "clear",
    "exchange_of",
    "explanation_of",
    "extent_of",
    "log_of",
    "masked",
    "newest",
    "numbered",
    "record",
    "write",
]

KEPT = 300  # exchanges of one account; the page says so


_NUMBER = (  # in one statement that PostgreSQL and SQLite (3.35) both have
    "INSERT INTO wire_wirelog (account_id, last_number) VALUES (%s, 1) ON CONFLICT (account_id) "
    "DO UPDATE SET last_number = wire_wirelog.last_number + 1 RETURNING last_number"
)
_INSERT = (  # the columns of Masked, in its order
    "INSERT INTO wire_exchange (account_id, number, at, sender, receiver, method, host, target, status, took, words, "
    "request_head, request_body, response_head, response_body, request_id, operation, explanation) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_PRUNE = "DELETE FROM wire_exchange WHERE account_id = %s AND number <= %s"


def record(account_id: str, seen: Seen) -> int:
    """Keeps an exchange, masked, and answers its number; then whoever listens is told."""
    exchange = masked(seen)
    with at_once():
        number = write(account_id, exchange)
    once_kept(partial(announce, account_id))
    return number


def write(account_id: str, exchange: Masked) -> int:
    """Writes an exchange that is masked already, and answers its number. Within a transaction, after which it is announced.

    The transaction holds the log's row: numbers become visible in their order, and a reader who asks for what came after
    number N misses nothing.
    """
    (number,) = row(_NUMBER, account_id) or (0,)
    run(_INSERT, account_id, number, *exchange)
    if number % 50 == 0:
        run(_PRUNE, account_id, number - KEPT)
    return int(number)


def log_of(account_id: str, limit: int = KEPT, after: int = 0) -> list[Exchange]:
    """The newest exchanges of an account with a number above `after`, the oldest of them first."""
    return list(reversed(Exchange.objects.filter(account_id=account_id, number__gt=after).order_by("-number")[:limit]))


class Mark(NamedTuple):
    """What tells an exchange apart from every other of its account, and who took part."""

    number: int
    at: float
    sender: str
    receiver: str


_NEWEST = (
    "SELECT number, at, sender, receiver FROM wire_exchange WHERE account_id = %s AND number > %s ORDER BY number DESC LIMIT %s"
)


def newest(account_id: str, limit: int, after: int = 0) -> list[Mark]:
    """As log_of, without what was said."""
    return [Mark(*one) for one in reversed(rows(_NEWEST, account_id, after, limit))]


class Extent(NamedTuple):
    """How far a log goes. first: the lowest number that is kept, the next one where nothing is.  last: the last that was given out."""

    kept: int
    first: int
    last: int


_EXTENT = (
    "SELECT last_number, (SELECT COUNT(*) FROM wire_exchange WHERE account_id = log.account_id), "
    "(SELECT MIN(number) FROM wire_exchange WHERE account_id = log.account_id) FROM wire_wirelog log WHERE account_id = %s"
)


def extent_of(account_id: str) -> Extent:
    """Of an account's log."""
    last, kept, first = row(_EXTENT, account_id) or (0, 0, None)
    return Extent(min(kept, KEPT), first or last + 1, last)


def numbered(account_id: str, numbers: Collection[int]) -> list[Exchange]:
    """The exchanges of an account that have these numbers, the oldest first."""
    return list(Exchange.objects.filter(account_id=account_id, number__in=numbers).order_by("number"))


def exchange_of(account_id: str, number: int) -> Exchange | None:
    """One exchange of an account."""
    return Exchange.objects.filter(account_id=account_id, number=number).first()


def explanation_of(account_id: str, request_id: str) -> dict[str, Any] | None:
    """The finding behind an answer of the sandbox."""
    found = Exchange.objects.filter(account_id=account_id, request_id=request_id).first()
    return found.explanation if found else None


def clear(account_id: str) -> None:
    """Empties a log; its numbers go on."""
    Exchange.objects.filter(account_id=account_id).delete()
    announce(account_id)
