"""Principal, Action and Resource of a statement, and their Not forms: each a compiled matcher that answers a Finding.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.explain import FAIL, PASS, Finding
from playground.iam.arn import split_arn
from playground.iam.matching import Pattern, compile_pattern
from playground.iam.principals import Entry, Reach, entries_of, nearest
from playground.iam.request import Request


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
        if found is None and self.wild:
            found = next(((p.text, place) for p, place in self.wild if p.matches(action, request.context)), None)
        if found is not None:
            verdict, says = (FAIL, _LEFT_OUT_ACTION) if self.negated else (PASS, _COVERS)
            return Finding("Action", verdict, says, (found[0], request.action), (), self.document, found[1])
        verdict, says = (PASS, _NONE_OF_ACTIONS) if self.negated else (FAIL, _COVERS_NOT)
        return Finding("Action", verdict, says, (self.listed, request.action), (), self.document, self.pointer)


_COVERS = "`{}` covers `{}`"
_COVERS_NOT = "`{}` does not cover `{}`"
_LEFT_OUT_ACTION = "`NotAction` lists `{}`, which covers `{}`"
_NONE_OF_ACTIONS = "`{1}` is none of `{0}`, which `NotAction` leaves out"
_LEFT_OUT_RESOURCE = "`NotResource` lists `{}`, which covers `{}`"
_NONE_OF_RESOURCES = "`{1}` is none of `{0}`, which `NotResource` leaves out"
_NO_VALUE = "`{}` has no value in this request, so `{}` covers nothing"


@dataclass(frozen=True, slots=True)
class ResourcePattern:
    """One resource: `*`, or six parts compared one by one. head: the first five when they have no wildcard.

    Variables stand in the last part only.  shown: the text, whole, when there are none.
    """

    text: str
    head: tuple[str, ...] | None
    parts: tuple[Pattern, ...]
    pointer: str
    shown: str

    def matches(self, request: Request) -> bool:
        """Whether the request's resource is covered; case matters."""
        if not self.parts:
            return True
        got = request.resource_parts
        if len(got) != 6 or (self.head is not None and got[:5] != self.head):
            return False
        if not self.parts[5].matches(got[5], request.context):
            return False
        return self.head is not None or all(self.parts[i].matches(got[i], request.context) for i in range(5))

    def missing(self, request: Request) -> str:
        """The first variable that the request gives no value for, or an empty string."""
        variables = (variable for part in self.parts for variable in part.variables)
        return next((v.key for v in variables if v.resolve(request.context) is None), "")

    def filled(self, request: Request) -> str:
        """The text with its variables filled in."""
        return self.shown or ":".join([part.filled(request.context) or part.text for part in self.parts])


@dataclass(frozen=True, slots=True)
class Resources:
    """Resource or NotResource."""

    document: str
    negated: bool
    patterns: tuple[ResourcePattern, ...]
    pointer: str

    def finding(self, request: Request) -> Finding:
        """Whether the statement speaks about the request's resource."""
        for pattern in self.patterns:
            if pattern.matches(request):
                verdict, says = (FAIL, _LEFT_OUT_RESOURCE) if self.negated else (PASS, _COVERS)
                values = (pattern.text, request.resource)
                return Finding("Resource", verdict, says, values, (), self.document, pattern.pointer)
        return self._uncovered(request)

    def _uncovered(self, request: Request) -> Finding:
        listed = ", ".join([pattern.filled(request) for pattern in self.patterns])
        missing = next((key for pattern in self.patterns if (key := pattern.missing(request))), "")
        if missing and not self.negated:
            return Finding("Resource", FAIL, _NO_VALUE, (missing, listed), (), self.document, self.pointer)
        verdict, says = (PASS, _NONE_OF_RESOURCES) if self.negated else (FAIL, _COVERS_NOT)
        return Finding("Resource", verdict, says, (listed, request.resource), (), self.document, self.pointer)


@dataclass(frozen=True, slots=True)
class Principals:
    """Principal or NotPrincipal."""

    document: str
    negated: bool
    entries: tuple[Entry, ...]
    listed: str
    pointer: str

    def finding(self, request: Request) -> tuple[Finding, Reach]:
        """Whether the statement names the one who asks, and how directly."""
        principal = request.principal
        reach, entry = nearest(self.entries, principal)
        verdict = FAIL if self.negated == (entry is not None) else PASS
        place = entry.pointer if entry else self.pointer
        if self.negated:
            says = "`NotPrincipal` lists `{}`" if entry else "`{1}` is none of `{0}`, which `NotPrincipal` leaves out"
            finding = Finding("Principal", verdict, says, (self.listed, principal.name), (), self.document, place)
            return finding, Reach.NONE if entry else Reach.DIRECT
        says = _WORDS[reach] if entry else "`{0}` does not name `{1}`"
        values = (entry.text if entry else self.listed, principal.name)
        return Finding("Principal", verdict, says, values, (), self.document, place), reach


_WORDS = {
    Reach.DIRECT: "`{0}` names `{1}`",
    Reach.ROLE: "`{0}` names the role of `{1}`",
    Reach.ACCOUNT: "`{0}` names the account of `{1}`, whose own policies must allow it too",
}


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


def compile_resources(statement: dict[str, Any], document: str, pointer: str, variables: bool) -> tuple[Resources, ...]:
    """The Resource or NotResource of a statement; none in a trust policy."""
    key = next((key for key in ("Resource", "NotResource") if key in statement), "")
    if not key:
        return ()
    patterns = tuple(_resource(text, place, variables) for text, place in each(statement[key], f"{pointer}/{key}"))
    return (Resources(document, key == "NotResource", patterns, f"{pointer}/{key}"),)


def _resource(text: str, pointer: str, variables: bool) -> ResourcePattern:
    if text == "*":
        return ResourcePattern(text, None, (), pointer, text)
    parts = split_arn(text) if variables else text.split(":", 5)
    parts += ["*"] * (6 - len(parts))  # AWS reads a short ARN so (see its message about `arn::b/*:*:*:*`)
    patterns = tuple(compile_pattern(part, wildcards=True, variables=variables and i == 5) for i, part in enumerate(parts))
    head = None if any(pattern.wild for pattern in patterns[:5]) else tuple(parts[:5])
    shown = "" if any(pattern.variables for pattern in patterns) else ":".join([p.filled({}) or p.text for p in patterns])
    return ResourcePattern(text, head, patterns, pointer, shown)


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
