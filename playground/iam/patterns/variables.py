"""Policy variables: `${key}`, `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

Context = Mapping[str, tuple[str, ...]]

PART = re.compile(
    r"\$\{(?P<escape>[*?$])\}|\$\{(?P<key>[^}',*?$]++)(?:,\s*'(?P<default>[^']*)')?\}|(?P<star>\*)|(?P<any>\?)",
)
WILDCARD = re.compile(r"(?P<star>\*)|(?P<any>\?)")  # where there are no variables, `${*}` holds one
_SPECIAL, _DOLLAR = re.compile(r"\$(?=\{)|[*?]"), re.compile(r"\$(?=\{)")


class Variable(NamedTuple):
    """`${key}` or `${key, 'default'}`; `key` in lower case, because names of keys are compared so."""

    key: str
    default: str | None

    def resolve(self, context: Context) -> str | None:
        """The request's single value, else the default, else None."""
        values = context.get(self.key)
        return values[0] if values and len(values) == 1 else self.default


def variable_of(match: re.Match[str]) -> Variable:
    """The variable that a match of `PART` with a key stands for."""
    return Variable(match["key"].strip().lower(), match["default"])


def variables_in(text: str) -> list[Variable]:
    """The variables in a policy value, in their order."""
    return [variable_of(match) for match in PART.finditer(text) if match["key"]]


def is_of_iam(variable: Variable) -> bool:
    """Whether a request could have a value for it: every condition key has a colon, and a script's `${NAME}` has none."""
    return ":" in variable.key


def unset(text: str, context: Context) -> re.Match[str] | None:
    """Where the first variable of a text stands that has no value in a request; None when each has one."""
    return next((one for one in PART.finditer(text) if one["key"] and variable_of(one).resolve(context) is None), None)


def written(text: str, *, wildcards: bool = True) -> str:
    """A text as a policy with variables has to write it, so that it stands for itself."""
    return (_SPECIAL if wildcards else _DOLLAR).sub(lambda match: f"${{{match[0]}}}", text)


def filled_in(text: str, context: Context) -> str:
    """A policy value with the values of its variables written in; a variable without one stays."""

    def value(match: re.Match[str]) -> str:
        found = variable_of(match).resolve(context) if match["key"] else None
        return match[0] if found is None else written(found)

    return PART.sub(value, text)
