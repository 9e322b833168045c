"""Principal and Action of a statement, and their Not forms: each a compiled matcher that answers a Finding.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.explain import FAIL, PASS, Finding
from playground.iam.patterns.pattern import Pattern, compile_pattern
from playground.iam.principals import Entry, Reach, entries_of, nearest, unlisted
from playground.iam.request import Principal, Request


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """Action or NotAction. exact: the ones without wildcards, in lower case.  listed: all of them as written."""

    document: str
    negated: bool
    exact: dict[str, tuple[str, str]]  # text and pointer
    wild: tuple[tuple[Pattern, str], ...]
    listed: str
    pointer: str

    def finding(self, request: Request) -> Finding:
        """Whether the statement speaks about the request's action; case does not matter."""
        action = request.action_lower
        found = self.exact.get(action)
        if found is None:
            for pattern, place in self.wild:
                if pattern.matches(action, request.context):
                    found = (pattern.text, place)
                    break
        if found is not None:
            verdict, says = (FAIL, _LEFT_OUT_ACTION) if self.negated else (PASS, COVERS)
            return Finding("Action", verdict, says, (found[0], request.action), (), self.document, found[1])
        verdict, says = (PASS, _NONE_OF_ACTIONS) if self.negated else (FAIL, COVERS_NOT)
        return Finding("Action", verdict, says, (self.listed, request.action), (), self.document, self.pointer)


COVERS = "`{}` covers `{}`"
COVERS_NOT = "`{}` does not cover `{}`"
NOT_NAMED = "`{0}` does not name `{1}`"
_LEFT_OUT_ACTION = "`NotAction` lists `{}`, which covers `{}`"
_NONE_OF_ACTIONS = "`{1}` is none of `{0}`, which `NotAction` leaves out"


@dataclass(frozen=True, slots=True)
class Principals:
    """Principal or NotPrincipal."""

    document: str
    negated: bool
    entries: tuple[Entry, ...]
    listed: str
    pointer: str

    def finding(self, request: Request, denies: bool = False, bounded: bool = False) -> tuple[Finding, Reach]:
        """Whether the statement names the one who asks, and how directly. denies, bounded: see `spares`."""
        principal = request.principal
        reach, entry = nearest(self.entries, principal)
        place = entry.pointer if entry else self.pointer
        values = (entry.text if entry else self.listed, principal.name)
        if self.negated:
            spared = self.spares(request, denies, bounded)
            says = _SPARED if spared else _BOUNDED if bounded and denies else _IN_PART
            says = says if entry else "`{1}` is none of `{0}`, which `NotPrincipal` leaves out"
            missing = ", ".join(unlisted(self.entries, principal))
            finding = Finding("Principal", FAIL if spared else PASS, says, (*values, missing), (), self.document, place)
            return finding, Reach.NONE if spared else Reach.DIRECT
        says = (_DENIED if denies else _WORDS)[reach] if entry else NOT_NAMED
        return Finding("Principal", PASS if entry else FAIL, says, values, (), self.document, place), reach

    def names(self, principal: Principal) -> bool:
        """Whether it names the one who asks, and not as one of everybody."""
        return not self.negated and any(entry.text == principal.name for entry in self.entries)

    def spares(self, request: Request, denies: bool, bounded: bool) -> bool:
        """Whether `NotPrincipal` leaves out the one who asks. denies: the statement's Effect.  bounded: see `Statement.says`."""
        if not denies:
            return nearest(self.entries, request.principal)[1] is not None
        return not bounded and not unlisted(self.entries, request.principal)


_SPARED = "`NotPrincipal` lists `{}`"
_IN_PART = "`NotPrincipal` lists `{0}`, and a deny spares `{1}` only where it lists `{2}` too"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html (its first warning)
_BOUNDED = "`NotPrincipal` lists `{}`, which spares nobody who has a permissions boundary from a deny"


_WORDS = {
    Reach.DIRECT: "`{0}` names `{1}`",
    Reach.ROLE: "`{0}` names the role of `{1}`",
    Reach.ACCOUNT: "`{0}` names the account of `{1}`, whose own policies must allow it too",
}
_DENIED = {**_WORDS, Reach.ACCOUNT: "`{0}` names the account of `{1}`"}  # a deny needs nobody else


def compile_actions(statement: dict[str, Any], document: str, pointer: str) -> Actions:
    """The Action or NotAction of a statement."""
    key = "Action" if "Action" in statement else "NotAction"
    exact: dict[str, tuple[str, str]] = {}
    wild = []
    for text, place in each(statement[key], f"{pointer}/{key}"):
        pattern = compile_pattern(text, wildcards=True, variables=False, ignore_case=True)
        if pattern.wild:
            wild.append((pattern, place))
        else:
            exact.setdefault(text.lower(), (text, place))
    listed = ", ".join(text for text, _ in each(statement[key], ""))
    return Actions(document, key == "NotAction", exact, tuple(wild), listed, f"{pointer}/{key}")


def compile_principals(statement: dict[str, Any], document: str, pointer: str) -> Principals | None:
    """The Principal or NotPrincipal of a statement; an identity or session policy has none."""
    key = next((key for key in ("Principal", "NotPrincipal") if key in statement), "")
    if not key:
        return None
    entries = entries_of(statement[key], f"{pointer}/{key}")
    listed = ", ".join(entry.text for entry in entries)
    return Principals(document, key == "NotPrincipal", entries, listed, f"{pointer}/{key}")


def each(value: Any, pointer: str) -> list[tuple[Any, str]]:
    """The values of an element that may be one or a list, each with its pointer."""
    return [(item, f"{pointer}/{i}") for i, item in enumerate(value)] if isinstance(value, list) else [(value, pointer)]
