"""Resource and NotResource of a statement: patterns of ARNs, compared part by part.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from playground.explain import FAIL, PASS, Finding
from playground.iam.arn import split_arn
from playground.iam.elements import COVERS, COVERS_NOT, each
from playground.iam.patterns.pattern import Pattern, compile_pattern
from playground.iam.patterns.variables import PART, filled_in, unset, variable_of
from playground.iam.request import Request

_LEFT_OUT_RESOURCE = "`NotResource` lists `{}`, which covers `{}`"
_NONE_OF_RESOURCES = "`{1}` is none of `{0}`, which `NotResource` leaves out"
_NO_VALUE = "`{}` has no value in this request, so `{}` covers nothing"
_SEVERAL_VALUES = "`{}` has several values in this request, and a variable takes one, so `{}` covers nothing"


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
        """The first variable without a value for want of which the request's resource is not covered, or an empty string."""
        first = unset(self.parts[5].text, request.context) if self.parts and self.parts[5].variables else None
        if first is None:
            return ""
        anything = PART.sub(lambda m: "*" if unset(m[0], request.context) else m[0], self.text)
        return first["key"].strip() if _resource(anything, self.pointer, True).matches(request) else ""

    def whatever(self, keys: Collection[str]) -> ResourcePattern:
        """The pattern with a `*` for its variables of these keys, in lower case: all that it may cover."""
        anything = PART.sub(lambda m: "*" if m["key"] and variable_of(m).key in keys else m[0], self.text)
        return _resource(anything, self.pointer, True)

    def filled(self, request: Request) -> str:
        """The text with its variables filled in; a wildcard in a value is written `${*}`, because it is none."""
        return self.shown or ":".join([*(part.text for part in self.parts[:5]), filled_in(self.parts[5].text, request.context)])


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
                verdict, says = (FAIL, _LEFT_OUT_RESOURCE) if self.negated else (PASS, COVERS)
                values = (pattern.text, request.resource)
                return Finding("Resource", verdict, says, values, (), self.document, pattern.pointer)
        return self._uncovered(request)

    def _uncovered(self, request: Request) -> Finding:
        listed = ", ".join([pattern.filled(request) for pattern in self.patterns])
        for pattern in () if self.negated else self.patterns:
            if missing := pattern.missing(request):
                says = _SEVERAL_VALUES if request.context.get(missing.lower()) else _NO_VALUE
                return Finding("Resource", FAIL, says, (missing, pattern.text), (), self.document, pattern.pointer)
        verdict, says = (PASS, _NONE_OF_RESOURCES) if self.negated else (FAIL, COVERS_NOT)
        return Finding("Resource", verdict, says, (listed, request.resource), (), self.document, self.pointer)


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
    shown = "" if any(pattern.variables for pattern in patterns) else ":".join(parts)
    return ResourcePattern(text, head, patterns, pointer, shown)
