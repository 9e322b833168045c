"""Principal and NotPrincipal: whom a trust or bucket policy names, and how directly it names the one who asks.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
How directly matters: a grant to a session is not limited by a session policy, a grant to its role is.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

from playground.iam.arn import parse_arn
from playground.iam.request import Principal

# Under which name a Principal element lists those who are no AWS principal, by their kind.
ELEMENTS = {"federated": "Federated", "service": "Service"}


class Reach(IntEnum):
    """How a policy names the principal, the weakest first."""

    NONE = 0
    ACCOUNT = 1  # delegates to the account: its own policies must allow too
    ROLE = 2  # the role's ARN: limited by boundary and session policy
    DIRECT = 3  # the session, the user, the token's provider, the service, or everyone


class Entry(NamedTuple):
    """One principal as written. kind: AWS, Federated, Service, CanonicalUser, or `*` for everyone."""

    kind: str
    text: str
    pointer: str


def entries_of(element: Any, pointer: str) -> tuple[Entry, ...]:
    """The entries of a Principal element that the grammar has taken."""
    if element == "*":
        return (Entry("*", "*", pointer),)
    return tuple(
        Entry("*" if (kind, text) == ("AWS", "*") else kind, text, place)
        for kind, value in element.items()
        for text, place in _each(value, f"{pointer}/{kind}")
    )


def _each(value: Any, pointer: str) -> list[tuple[str, str]]:
    return [(value, pointer)] if isinstance(value, str) else [(text, f"{pointer}/{i}") for i, text in enumerate(value)]


def reach_of(entry: Entry, principal: Principal) -> Reach:
    """How directly one entry names a principal; wildcards name no part of a principal, only everyone."""
    if entry.kind == "*":
        return Reach.DIRECT
    if entry.kind != "AWS":
        return Reach.DIRECT if entry.kind == ELEMENTS.get(principal.kind) and entry.text == principal.name else Reach.NONE
    if principal.kind in ELEMENTS:
        return Reach.NONE
    if entry.text == principal.name:
        return Reach.ROLE if principal.kind == "role" else Reach.DIRECT
    if entry.text == principal.role:
        return Reach.ROLE
    return Reach.ACCOUNT if principal.account and principal.account == _account(entry.text) else Reach.NONE


def _account(text: str) -> str:
    if text.isdigit():
        return text
    arn = parse_arn(text)
    return arn.account if arn and arn.service == "iam" and arn.resource == "root" else ""


def unlisted(entries: tuple[Entry, ...], principal: Principal) -> tuple[str, ...]:
    """The names by which a Deny's NotPrincipal must still list a principal to spare it: a session's role's and its own.

    An account there spares its root user alone, none of its users and roles.
    https://aws.amazon.com/blogs/security/how-to-restrict-amazon-s3-bucket-access-to-a-specific-iam-role/
    https://aws.amazon.com/premiumsupport/knowledge-center/explicit-deny-principal-elements-s3/
    """
    if any(entry.kind == "*" for entry in entries):
        return ()
    kind = ELEMENTS.get(principal.kind, "AWS")
    listed = {entry.text for entry in entries if entry.kind == kind}
    if principal.kind == "account" and principal.account in {_account(text) for text in listed}:
        return ()
    names = (principal.role, principal.name) if principal.kind == "session" else (principal.name,)
    return tuple(name for name in names if name not in listed)


def nearest(entries: tuple[Entry, ...], principal: Principal) -> tuple[Reach, Entry | None]:
    """The most direct of the entries and how far it reaches."""
    best: tuple[Reach, Entry | None] = (Reach.NONE, None)
    for entry in entries:
        reach = reach_of(entry, principal)
        if reach > best[0]:
            best = (reach, entry)
    return best
