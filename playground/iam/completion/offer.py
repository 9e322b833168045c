"""What is asked for at a caret, and what is offered: texts with a few words each, and those that go with what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from playground.iam.catalogue.keys import Known
from playground.iam.completion.caret import Caret, quoted
from playground.iam.grammar import PolicyType

MOST = 300  # items; a service has up to eight hundred actions


class Asked(NamedTuple):
    """Where, in what kind of policy, and for which identity provider; provider: its principal, or an empty text."""

    caret: Caret
    kind: PolicyType
    provider: str
    known_keys: Known


class Item(NamedTuple):
    """One thing to write. text: as it comes to stand in the place of what is typed, quotes included.  words: what it is."""

    text: str
    words: str


class Offer(NamedTuple):
    """One thing to write, before it is put in quotes."""

    text: str
    words: str = ""


def fitting(offers: Iterable[Offer], typed: str) -> list[Offer]:
    """The offers that start with what is typed, else those that have it somewhere; case does not count."""
    wanted = typed.lower()
    listed = list(offers)
    found = [one for one in listed if one.text.lower().startswith(wanted)]
    return (found or [one for one in listed if wanted in one.text.lower()])[:MOST]


def items(offers: Iterable[Offer], caret: Caret) -> Iterator[Item]:
    """The offers as they come to stand at the caret; a whole name gets its colon."""
    colon = ": " if caret.naming and not caret.colon_follows else ""
    for one in offers:
        yield Item(quoted(one.text) + ("" if one.text.endswith("/") else colon), one.words)


def texts(value: object) -> list[str]:
    """The texts of a value that should be one or a list of them."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
