"""What a person chose on the stand-in's page: who they are, and what is to be wrong with the token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.stand_ins.breaking import ADDITIONS, LEAVE_OUT, breakages
from playground.stand_ins.people import BY_SLUG as PEOPLE
from playground.stand_ins.people import Person


class NotUnderstood(ValueError):
    """A choice that the page does not offer; the message names it and what would have been right."""


@dataclass(frozen=True)
class Consent:
    """person: a slug of `people`.  breakage: a slug that fits the kind of token.  leave_out: a claim, "" for none.

    add: slugs of `breaking.ADDITIONS`.
    """

    person: str
    breakage: str = "whole"
    leave_out: str = ""
    add: tuple[str, ...] = ()

    @property
    def who(self) -> Person:
        """The person."""
        return PEOPLE[self.person]

    def to_data(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"person": self.person, "breakage": self.breakage, "leave_out": self.leave_out, "add": list(self.add)}


def consent(kind: str, person: str, breakage: str = "whole", leave_out: str = "", add: Sequence[str] = ()) -> Consent:
    """A checked consent for a kind of token, `jwt` or `opaque`.  Raises NotUnderstood for what is not on offer."""
    readable = kind == "jwt"
    _one_of("person", person, tuple(PEOPLE))
    _one_of("breakage", breakage, tuple(way.slug for way in breakages(kind)))
    _one_of("leave_out", leave_out, ("", *LEAVE_OUT) if readable else ("",))
    for slug in add:
        _one_of("add", slug, tuple(addition.slug for addition in ADDITIONS) if readable else ())
    return Consent(person, breakage, leave_out, tuple(dict.fromkeys(add)))


def from_data(data: Mapping[str, Any]) -> Consent:
    """The consent that `to_data` wrote."""
    return Consent(data["person"], data["breakage"], data["leave_out"], tuple(data["add"]))


def _one_of(field: str, value: str, offered: tuple[str, ...]) -> None:
    if value not in offered:
        named = ", ".join(f"`{choice}`" for choice in offered if choice) or "nothing at all"
        raise NotUnderstood(f"{field} is `{value}`, and should be one of {named}")
