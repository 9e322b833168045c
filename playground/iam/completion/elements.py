"""The names of a document's and a statement's elements, and the values of the two that have few."""

from __future__ import annotations

from playground.iam.completion.offer import Asked, Offer
from playground.iam.grammar import PolicyType

_ROOT = (
    Offer("Version", "of the policy language; with `2012-10-17` there are policy variables"),
    Offer("Id", "a name of the document"),
    Offer("Statement", "what is allowed and denied: an object or a list of objects"),
)
_OPPOSITE = {"Action": "NotAction", "Resource": "NotResource", "Principal": "NotPrincipal"}
_STATEMENT = (
    Offer("Effect", "`Allow` or `Deny`"),
    Offer("Principal", "whom the statement is about"),
    Offer("Action", "what may be done, as in `s3:GetObject`"),
    Offer("Resource", "to what, as an ARN"),
    Offer("Condition", "under which circumstances"),
    Offer("Sid", "the statement's own name"),
    Offer("NotAction", "every action but these"),
    Offer("NotResource", "every resource but these"),
    Offer("NotPrincipal", "everybody but these"),
)
_TRUST = {"Resource", "NotResource", "NotPrincipal"}  # a trust policy has none of these


def members(asked: Asked) -> list[Offer]:
    """The members of the document that it does not have yet."""
    there = asked.caret.here()
    return [one for one in _ROOT if one.text not in there and (one.text != "Id" or asked.kind.has_principal)]


def elements(asked: Asked) -> list[Offer]:
    """The elements that a statement of this kind of policy can have and does not have yet."""
    there = asked.caret.here()
    taken = {*there, *(other for one, other in _pairs() if one in there)}
    barred = _TRUST if asked.kind is PolicyType.TRUST else set() if asked.kind.has_principal else {"Principal", "NotPrincipal"}
    return [one for one in _STATEMENT if one.text not in taken | barred]


def _pairs() -> list[tuple[str, str]]:
    return [*_OPPOSITE.items(), *((other, one) for one, other in _OPPOSITE.items())]


def versions() -> list[Offer]:
    """The versions that there are; who writes a policy now wants the first."""
    return [Offer("2012-10-17", "the current version"), Offer("2008-10-17", "the old one, in which `${…}` is no variable")]


def effects() -> list[Offer]:
    """The two."""
    return [Offer("Allow", "what the statement is about is allowed"), Offer("Deny", "it is denied, whatever allows it")]
