"""Conditions that compare a key with what it never is: another ARN, one value of several, letters of an address, nothing.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.documents import at
from playground.iam.arn import split_arn
from playground.iam.catalogue.global_keys import ADDRESS, GLOBAL_KEYS
from playground.iam.catalogue.global_keys import SEVERAL as SEVERAL_GLOBAL
from playground.iam.catalogue.keys import SEVERAL, is_of_provider
from playground.iam.conditions.block import ANY
from playground.iam.elements import each
from playground.iam.lint.conditions import named
from playground.iam.lint.remark import Linted, Remark, warning

_SESSION = "`aws:PrincipalArn` of a role's session is the ARN of its role, so it is never `{}`; write `{}`"
_ONE = "`{}` can have several values, and `{}` compares one; write `{}`"
_LETTERS = "`{}` is an address, and `{}` compares letters; `IpAddress` and `NotIpAddress` compare addresses and ranges"
_NOTHING = "`{}` compares `{}` with an empty list, which no value is in; write a value"

_LISTS = frozenset(key.name.lower() for key in GLOBAL_KEYS if key.kind == SEVERAL_GLOBAL) | {"sts:transitivetagkeys"}
_ADDRESSES = frozenset(key.name.lower() for key in GLOBAL_KEYS if key.kind == ADDRESS)


def session_arns(linted: Linted) -> Iterator[Remark]:
    """The ARN of a session, where the key holds the role's."""
    for condition in linted.conditions:
        values: Any = at(linted.data, condition.pointer) if condition.lower_key == "aws:principalarn" else ()
        for text, pointer in each(values, condition.pointer):
            parts = split_arn(str(text))
            kind, _, rest = parts[-1].partition("/")
            if len(parts) == 6 and kind == "assumed-role":
                role = ":".join([*parts[:2], "iam", "", parts[4], f"role/{rest.partition('/')[0]}"])
                yield warning(_SESSION, (text, role), pointer, linted.replaced(pointer, role))


def several_values(linted: Linted) -> Iterator[Remark]:
    """A positive operator without a set prefix over a key that can hold a list: AWS leaves open what comes of several values."""
    for condition in linted.conditions:
        provider = is_of_provider(condition.key) and condition.lower_key.rpartition(":")[2] in SEVERAL
        if condition.set_prefix or condition.kind.negated or not (provider or condition.lower_key in _LISTS):
            continue
        name = f"{ANY}:{condition.operator}"
        yield warning(
            _ONE, (condition.key, condition.operator, name), condition.pointer, named(linted, condition.pointer, name)
        )


def addresses(linted: Linted) -> Iterator[Remark]:
    """A range of addresses, compared letter by letter."""
    for condition in linted.conditions:
        if condition.lower_key in _ADDRESSES and condition.kind.name.startswith("String"):
            yield warning(_LETTERS, (condition.key, condition.operator), condition.pointer)


def nothing(linted: Linted) -> Iterator[Remark]:
    """An empty list."""
    for condition in linted.conditions:
        if not condition.wanted:
            yield warning(_NOTHING, (condition.operator, condition.key), condition.pointer)


RULES = (session_arns, several_values, addresses, nothing)
