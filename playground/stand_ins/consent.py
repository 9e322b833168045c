"""What was chosen on a stand-in's page: who it is, and what is to be wrong with the token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from playground.stand_ins.breaking.ways import ADDITIONS, LEAVE_OUT, Breakage, breakages
from playground.stand_ins.people import BY_SLUG as PEOPLE
from playground.stand_ins.people import Person

MOST_SECONDS = 30 * 24 * 3600


class NotUnderstood(ValueError):
    """A choice that the page does not offer; the message names it and what would have been right.  field: of which, "" for none."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Wrong:
    """What is to be wrong with a token.  breakage: a slug that fits its kind.  leave_out: a claim, "" for none.

    add: slugs of `breaking.ADDITIONS`.  seconds: by how much its dates are wrong, 0 for the way's own measure.
    """

    breakage: str = "whole"
    leave_out: str = ""
    add: tuple[str, ...] = ()
    seconds: int = 0


WHOLE = Wrong()


@dataclass(frozen=True)
class Consent:
    """person: a slug of `people`."""

    person: str
    wrong: Wrong = WHOLE

    @property
    def who(self) -> Person:
        """The person."""
        return PEOPLE[self.person]

    def to_data(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def consent(kind: str, person: str, wrong: Mapping[str, Any]) -> Consent:
    """A checked consent for a kind of token, `jwt` or `opaque`.  Raises NotUnderstood for what is not on offer."""
    _one_of("person", person, tuple(PEOPLE))
    return Consent(person, checked(kind, **wrong))


def checked(kind: str, breakage: str = "whole", leave_out: str = "", add: Sequence[str] = (), seconds: str | int = "") -> Wrong:
    """What is to be wrong with a token of this kind.  seconds: as it was typed.  Raises NotUnderstood."""
    readable = kind == "jwt"
    ways = {way.slug: way for way in breakages(kind)}
    _one_of("breakage", breakage, tuple(ways))
    _one_of("leave_out", leave_out, ("", *LEAVE_OUT) if readable else ("",))
    for slug in add:
        _one_of("add", slug, tuple(addition.slug for addition in ADDITIONS) if readable else ())
    way = ways[breakage]
    dated = isinstance(way, Breakage) and way.seconds
    return Wrong(breakage, leave_out, tuple(dict.fromkeys(add)), _seconds(str(seconds)) if dated else 0)


def wrong_of(data: Mapping[str, Any]) -> Wrong:
    """What `dataclasses.asdict` made of a Wrong."""
    return Wrong(data["breakage"], data["leave_out"], tuple(data["add"]), data.get("seconds", 0))


def from_data(data: Mapping[str, Any]) -> Consent:
    """The consent that `to_data` wrote."""
    return Consent(data["person"], wrong_of(data["wrong"]))


def _seconds(typed: str) -> int:
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 9 or not 0 < int(typed) <= MOST_SECONDS:
        raise NotUnderstood(f"seconds is `{typed}`, and should be a whole number from 1 to {MOST_SECONDS}", "seconds")
    return int(typed)


def _one_of(field: str, value: str, offered: tuple[str, ...]) -> None:
    if value not in offered:
        named = ", ".join(f"`{choice}`" for choice in offered if choice) or "nothing at all"
        raise NotUnderstood(f"{field} is `{value}`, and should be one of {named}", field)
