"""The parameters of a Query API call, read and checked against botocore's own model of the service.

https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html  The wording is that of AWS's request validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape, StructureShape

from playground.sandbox.errors import AwsError, validation_error

Form = dict[str, str]

# Bounds that AWS documents and its model does not carry.
MAX_ITEMS = {("AssumeRoleWithWebIdentity", "PolicyArns"): 10, ("AssumeRole", "PolicyArns"): 10}
_HIDDEN = {"Policy"}  # AWS leaves the value out of its sentence, as it does for a sensitive one


@cache
def service_model(name: str) -> ServiceModel:
    """botocore's model of a service, as boto3 installs it."""
    return ServiceModel(Loader().load_service_model(name, "service-2"), name)


def read_parameters(service: str, operation: str, form: Form) -> dict[str, Any]:
    """The call's parameters by name, numbers as int, lists as list. Raises AwsError naming every constraint that fails."""
    model: OperationModel = service_model(service).operation_model(operation)
    shape = model.input_shape
    if not isinstance(shape, StructureShape):
        return {}
    for name, member in shape.members.items():
        _check_names(member, name, form)
    values = {name: _read(member, name, form) for name, member in shape.members.items()}
    given = {name: value for name, value in values.items() if value is not None}
    problems = list(_problems(operation, shape, given))
    if problems:
        noun = "validation error" if len(problems) == 1 else "validation errors"
        raise validation_error(f"{len(problems)} {noun} detected: {'; '.join(problems)}")
    return given


def _check_names(shape: Shape, name: str, form: Form) -> None:
    """Refuses a name that begins as a list does and is no part of one: a session policy may not get lost so. Raises AwsError."""
    if shape.type_name not in ("list", "structure"):
        return
    known = re.compile(re.escape(name) + _names(shape), re.ASCII)
    for key, value in form.items():
        if (key.startswith(f"{name}.") and not known.fullmatch(key)) or (key == name and value):
            says = f"`{key}` is no parameter; {name} takes names such as {name}.member.1{_example(shape)}"
            raise AwsError("MalformedInput", says, confirmed=False)


def _names(shape: Shape) -> str:
    """A regular expression for the names of a shape's values, below its own."""
    if shape.type_name == "list":
        return r"\.member\.[1-9]\d{0,3}" + _names(shape.member)
    if shape.type_name == "structure":
        return f"(?:{'|'.join(re.escape(f'.{key}') + _names(member) for key, member in shape.members.items())})"
    return ""


def _example(shape: Shape) -> str:
    member = shape.member
    return f".{next(iter(member.members))}" if isinstance(member, StructureShape) else ""


def _read(shape: Shape, name: str, form: Form) -> Any:
    if shape.type_name == "list":
        return _read_list(shape.member, name, form)
    if shape.type_name == "structure":
        members = {key: _read(member, f"{name}.{key}", form) for key, member in shape.members.items()}
        found = {key: value for key, value in members.items() if value is not None}
        return found or None
    text = form.get(name)
    return _integer(name, text) if text is not None and shape.type_name == "integer" else text


def _integer(name: str, text: str) -> int:
    if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
        raise AwsError("MalformedInput", f"`{text}` is no integer, and {name} takes one", confirmed=False)
    return int(text)


def _read_list(member: Shape, name: str, form: Form) -> list[Any] | None:
    if form.get(name) == "":
        return []
    start = f"{name}.member."
    numbers = {int(key.removeprefix(start).partition(".")[0]) for key in form if key.startswith(start)}
    items = [_read(member, f"{name}.member.{number}", form) for number in sorted(numbers)]
    return [item for item in items if item is not None] if items else None


def _problems(operation: str, shape: StructureShape, given: dict[str, Any]) -> Iterator[str]:
    for name, member in shape.members.items():
        place = name[0].lower() + name[1:]
        if name not in given:
            if name in shape.required_members:
                yield f"Value at '{place}' failed to satisfy constraint: Member must not be null"
            continue
        most = MAX_ITEMS.get((operation, name))
        if most and len(given[name]) > most:
            yield f"Value at '{place}' failed to satisfy constraint: Member must have length less than or equal to {most}"
        yield from _of_value(member, given[name], place, hidden=name in _HIDDEN)


def _of_value(shape: Shape, value: Any, place: str, hidden: bool) -> Iterator[str]:
    if shape.type_name == "list":
        for number, item in enumerate(value, 1):
            yield from _of_value(shape.member, item, f"{place}.{number}.member", hidden)
        return
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield from _of_value(member, value[name], f"{place}.{name}", hidden)
        return
    shown = "Value" if hidden or shape.metadata.get("sensitive") else f"Value '{value}'"
    for constraint in _broken(shape.metadata, value):
        yield f"{shown} at '{place}' failed to satisfy constraint: {constraint}"


def _broken(rules: dict[str, Any], value: str | int) -> Iterator[str]:
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
    if "pattern" in rules and not _pattern(rules["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {rules['pattern']}"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of the model, which is written for Java: there `\\u10000` has five digits, and `\\w` is ASCII."""
    return re.compile(text.replace(r"\u10000-\u10FFFF", "\U00010000-\U0010ffff"), re.ASCII)
