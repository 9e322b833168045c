"""Policy variables: those that a role's session has no value for, and those whose value the star behind them lengthens.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.documents import at
from playground.iam.catalogue.keys import IN_SESSION, is_of_provider
from playground.iam.elements import each
from playground.iam.lint.remark import Linted, Remark, warning
from playground.iam.patterns.variables import PART, Variable, variable_of

_NO_USERNAME = (
    "a role's session has no `{}`, only a user has, so `{}` stands for nothing there; what sessions differ in is `aws:userid`"
)
_GONE = "`{}` is there while the role is assumed, and no longer in the session, so `{}` stands for nothing"
_LONGER = "`{}` also covers what is of others whose value begins so, of `10` for `1`; write `{}`"


def _texts(linted: Linted) -> Iterator[tuple[str, str]]:
    """The texts that may hold variables, each with its pointer."""
    if linted.variables:
        yield from linted.values("Resource", "NotResource")
        for condition in linted.conditions:
            values: Any = at(linted.data, condition.pointer) if condition.variables else ()
            yield from ((str(text), place) for text, place in each(values, condition.pointer))


def valueless(linted: Linted) -> Iterator[Remark]:
    """A variable without a default that no session of a role has. A bucket's policy may speak to users, a trust policy to tokens."""
    if linted.kind.has_principal:
        return
    for text, pointer in _texts(linted):
        for match in PART.finditer(text):
            name = match["key"].strip() if match["key"] else ""
            variable = variable_of(match) if name else Variable("", "")
            if variable.default is not None:
                continue
            if variable.key == "aws:username":
                yield warning(_NO_USERNAME, (name, match[0]), pointer)
            elif is_of_provider(variable.key) and variable.key.rpartition(":")[2] not in IN_SESSION:
                yield warning(_GONE, (name, match[0]), pointer)


def lengthened(linted: Linted) -> Iterator[Remark]:
    """`home/${aws:userid}*` is the folder of everybody whose ID begins like one's own."""
    like = tuple(one.pointer for one in linted.conditions if one.kind.name == "StringLike")
    for text, pointer in _texts(linted) if linted.allows else ():
        if "/NotResource" in pointer or ("/Condition/" in pointer and not pointer.startswith(like or " ")):
            continue
        ends = [one.end() for one in PART.finditer(text) if one["key"] and text.startswith("*", one.end())]
        if ends:
            right = text[: ends[0]] + "/" + text[ends[0] :]
            yield warning(_LONGER, (text, right), pointer, linted.replaced(pointer, right))


RULES = (valueless, lengthened)
