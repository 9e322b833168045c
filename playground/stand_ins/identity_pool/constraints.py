"""The rules of Cognito's service model that a call has to keep, all that it breaks in one answer.

https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.model import Shape

from playground.sandbox.protocols.constraints import broken
from playground.sandbox.protocols.parameters import service_model
from playground.stand_ins.identity_pool.refusals import invalid, unreadable

_KINDS = {"string": str, "map": dict}
_PATTERN = "regular expression pattern"  # named first, as elsewhere at AWS


def check(operation: str, given: Mapping[str, Any]) -> None:
    """Raises CognitoError: SerializationException for a value of another kind, ValidationException for the rules that are broken."""
    shape = service_model("cognito-identity").operation_model(operation).input_shape
    problems: list[str] = []
    for name, member in shape.members.items():
        place, value = name[0].lower() + name[1:], given.get(name)
        if value is not None:
            problems += _of_value(member, value, place)
        elif name in shape.required_members:
            problems.append(f"Value null at '{place}' failed to satisfy constraint: Member must not be null")
    if problems:
        raise invalid(problems)


def _of_value(shape: Shape, value: object, place: str) -> Iterator[str]:
    if not isinstance(value, _KINDS[shape.type_name]):
        raise unreadable()
    if isinstance(value, dict) and not all(isinstance(one, str) for one in value.values()):
        raise unreadable()
    shown = f"Value '{value}'" if isinstance(value, str) else "Value"  # of logins: tokens are in it
    for rule in sorted(broken(shape, value), key=lambda words: _PATTERN not in words):
        yield f"{shown} at '{place}' failed to satisfy constraint: {rule}"
