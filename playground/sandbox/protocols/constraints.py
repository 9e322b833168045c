"""What AWS's request validation says of values that break the service model's rules: all of them in one answer.

STS shows a value unless it is sensitive, and goes by the order of its model. IAM shows none, and goes by the alphabet; of a list of
texts it names every rule of its members at once (seen in its answers of 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.model import Shape, StructureShape

from playground.sandbox.errors import AwsError, validation_error
from playground.sandbox.protocols.patterns import compiled

# Bounds that AWS documents and its model does not carry.
MAX_ITEMS = {("AssumeRoleWithWebIdentity", "PolicyArns"): 10, ("AssumeRole", "PolicyArns"): 10}
_HIDDEN = {"Policy"}  # AWS leaves the value out of its sentence, as it does for a sensitive one

# IAM has sentences of its own for the names and paths that break their pattern, and says nothing else then.
_NAMES = "It must contain only alphanumeric characters and/or the following: +=,.@_-"
_PATHS = "It must begin and end with / and contain only alphanumeric characters and/or / characters."


_PATTERN = "regular expression pattern"  # STS names a broken one first (seen)


def check(service: str, operation: str, shape: StructureShape, given: dict[str, Any]) -> None:
    """Raises ValidationError for the values of an operation's input that its model does not take."""
    quiet = service == "iam"
    members = sorted(shape.members.items(), key=lambda one: one[0].lower()) if quiet else shape.members.items()
    problems: list[str] = []
    for name, member in members:
        place = name[0].lower() + name[1:]
        if name not in given:
            if name in shape.required_members:
                problems.append(f"Value at '{place}' failed to satisfy constraint: Member must not be null")
            continue
        value = given[name]
        most = MAX_ITEMS.get((operation, name)) or (member.metadata.get("max") if member.type_name == "list" else None)
        if most and len(value) > most:
            rule = f"Member must have length less than or equal to {most}"
            problems.append(f"Value at '{place}' failed to satisfy constraint: {rule}")
        problems += _of_value(member, value, place, hidden=quiet or name in _HIDDEN, together=quiet)
    if problems:
        noun = "validation error" if len(problems) == 1 else "validation errors"
        code = "ValidationException" if service == "cloudtrail" else "ValidationError"
        raise AwsError(code, f"{len(problems)} {noun} detected: {'; '.join(problems)}")
    if quiet:
        _check_names(shape, given)


def _check_names(shape: StructureShape, given: dict[str, Any]) -> None:
    for name, member in shape.members.items():
        kind = next((kind for kind in ("Name", "Path", "PathPrefix") if name.endswith(kind)), "")
        pattern = member.metadata.get("pattern")
        if kind and pattern and name in given and not compiled(pattern).fullmatch(given[name]):
            place = name[0].lower() + name[1:]
            says = _NAMES if kind == "Name" else _PATHS
            raise validation_error(f"The specified value for {place} is invalid. {says}")


def _of_value(shape: Shape, value: Any, place: str, *, hidden: bool, together: bool) -> Iterator[str]:
    if shape.type_name == "list":
        if together and shape.member.type_name == "string":
            yield from _of_members(shape.member, value, place)
            return
        for number, item in enumerate(value, 1):
            yield from _of_value(shape.member, item, f"{place}.{number}.member", hidden=hidden, together=together)
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            inner = f"{place}.{name[0].lower()}{name[1:]}"
            if name in value:
                yield from _of_value(member, value[name], inner, hidden=hidden, together=together)
            elif name in shape.required_members:
                yield f"Value at '{inner}' failed to satisfy constraint: Member must not be null"
        return
    named = together and place.endswith(("Name", "path", "pathPrefix"))
    rules = list(broken(shape, value, named=named))
    if not rules:
        return
    shown = "Value" if hidden or shape.metadata.get("sensitive") else f"Value '{value}'"
    for constraint in sorted(rules, key=lambda words: not together and _PATTERN not in words):
        yield f"{shown} at '{place}' failed to satisfy constraint: {constraint}"


def _of_members(member: Shape, values: list[str], place: str) -> Iterator[str]:
    if any(next(broken(member, value), None) for value in values):
        rules = member.metadata
        listed = [f"Member must have length less than or equal to {rules['max']}"] if "max" in rules else []
        listed += [f"Member must have length greater than or equal to {rules['min']}"] if "min" in rules else []
        if "pattern" in rules:
            listed += [f"Member must satisfy regular expression pattern: {rules['pattern']}", "Member must not be null"]
        yield f"Value at '{place}' failed to satisfy constraint: Member must satisfy constraint: [{', '.join(listed)}]"


def broken(shape: Shape, value: Any, *, named: bool = False) -> Iterator[str]:
    """The rules of its shape that a value breaks, in words. named: its pattern is told in another sentence."""
    rules = shape.metadata
    if isinstance(value, bool) or shape.type_name == "timestamp":
        return
    if isinstance(value, int):
        if value < rules.get("min", value):
            yield f"Member must have value greater than or equal to {rules['min']}"
        if value > rules.get("max", value):
            yield f"Member must have value less than or equal to {rules['max']}"
        return
    if len(value) < rules.get("min", 0):
        yield f"Member must have length greater than or equal to {rules['min']}"
    if len(value) > rules.get("max", len(value)):
        yield f"Member must have length less than or equal to {rules['max']}"
    if "pattern" in rules and not named and not compiled(rules["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {rules['pattern']}"
    if rules.get("enum") and value not in rules["enum"]:
        yield f"Member must satisfy enum value set: [{', '.join(rules['enum'])}]"
