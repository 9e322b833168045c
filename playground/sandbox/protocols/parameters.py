"""The parameters of a Query API call, read and checked against botocore's own model of the service.

https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape, StructureShape

from playground.sandbox.errors import AwsError
from playground.sandbox.protocols.constraints import check

Form = dict[str, str]

_NUMBERS = ("integer", "long")


@cache
def service_model(name: str) -> ServiceModel:
    """botocore's model of a service, as boto3 installs it."""
    return ServiceModel(Loader().load_service_model(name, "service-2"), name)


def read_parameters(service: str, operation: str, form: Form) -> dict[str, Any]:
    """The call's parameters by name, numbers as int, lists as list. Raises AwsError naming every constraint that fails."""
    shape, several = _asked(service, operation)
    if shape is None:
        return {}
    for one in several:
        _check_names(one, form)
    values = {name: _read(member, name, form) for name, member in shape.members.items()}
    given = {name: value for name, value in values.items() if value is not None}
    check(service, operation, shape, given)
    return given


class _Several(NamedTuple):
    """A parameter that holds several values. known: their names.  example: what may follow the number of one."""

    name: str
    known: re.Pattern[str]
    example: str


@lru_cache(maxsize=256)
def _asked(service: str, operation: str) -> tuple[StructureShape | None, tuple[_Several, ...]]:
    """What an operation asks for, by its model; read once, because the pattern of a list's names takes longer than reading it."""
    model: OperationModel = service_model(service).operation_model(operation)
    shape = model.input_shape
    if not isinstance(shape, StructureShape):
        return None, ()
    several = {name: member for name, member in shape.members.items() if member.type_name in ("list", "structure")}
    patterns = {name: re.compile(re.escape(name) + _names(member), re.ASCII) for name, member in several.items()}
    return shape, tuple(_Several(name, patterns[name], _example(member)) for name, member in several.items())


def _check_names(one: _Several, form: Form) -> None:
    """Refuses a name that begins as a list does and is no part of one: a session policy may not get lost so. Raises AwsError."""
    name, known, example = one
    for key, value in form.items():
        if not key.startswith(name):
            continue
        whole = key if value else f"{key}.member.1"  # an empty list is written as its bare name
        if (key.startswith(f"{name}.") and not (known.fullmatch(key) or known.fullmatch(whole))) or (key == name and value):
            says = f"`{key}` is no parameter; {name} takes names such as {name}.member.1{example}"
            raise AwsError("MalformedInput", says, confirmed=False)


def _names(shape: Shape) -> str:
    """A regular expression for the names of a shape's values, below its own."""
    if shape.type_name == "list":
        return r"(?:\.member\.[1-9]\d{0,3}" + _names(shape.member) + ")"
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
    if text is None:
        return None
    if shape.type_name == "boolean":
        return _boolean(name, text)
    return _integer(name, text, 64 if shape.type_name == "long" else 32) if shape.type_name in _NUMBERS else text


def _integer(name: str, text: str, bits: int) -> int:
    """Raises MalformedInput, whose words are few: seen for AssumeRole's DurationSeconds."""
    if re.fullmatch(r"[+-]?\d{1,100}", text, re.ASCII) and -(2 ** (bits - 1)) <= int(text) < 2 ** (bits - 1):
        return int(text)
    error = AwsError("MalformedInput", "") if text else AwsError("MalformedInput", "missing value for decimal type")
    error.explained = f"`{text}` is no integer of {bits} bits, and {name} takes one"
    raise error


def _boolean(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise AwsError("MalformedInput", f"`{text}` is neither true nor false, and {name} takes one of them", confirmed=False)
    return text.lower() == "true"


def _read_list(member: Shape, name: str, form: Form) -> list[Any] | None:
    if form.get(name) == "":
        return []
    start = f"{name}.member."
    numbers = {int(key.removeprefix(start).partition(".")[0]) for key in form if key.startswith(start)}
    items = [_read(member, f"{name}.member.{number}", form) for number in sorted(numbers)]
    return [item for item in items if item is not None] if items else None
