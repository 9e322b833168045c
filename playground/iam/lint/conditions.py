"""Conditions that read otherwise than they work: operators, wildcards, and keys compared with themselves.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.catalogue.keys import SEVERAL, is_of_provider
from playground.iam.conditions.block import ALL, ANY
from playground.iam.editing.edit import Edit
from playground.iam.lint.remark import Linted, Remark, suggestion, warning
from playground.iam.patterns.variables import PART, variables_in
from playground.iam.policy import Policy
from playground.iam.repair.changes.cautions import AUDIENCES, SUBJECTS
from playground.iam.repair.changes.condition_operator import moved
from playground.iam.repair.part import Document

_LITERAL = "`{}` takes `{}` literally; for a wildcard it has to be `{}`"
_ALL_OF_ONE = "`{}` has one value; `ForAllValues` also holds when it is absent, so it protects nothing: leave the prefix out"
_ANY_OF_ONE = "`{}` has one value, so `ForAnyValue` says nothing more: leave the prefix out"
_ALL_OF_NONE = "`ForAllValues` also holds when the request has no `{}` at all; ask with `Null` as well whether it is there"
_ITSELF = "`{}` is compared with itself, which holds whenever it is there"
_OPTIONAL = "`{}` also holds for a token without `{}`; write `{}`"
_TAGS = ("aws:tagkeys", "sts:transitivetagkeys")


def named(linted: Linted, pointer: str, name: str) -> tuple[Edit, ...]:
    """The edits that put the condition at a pointer under another operator."""
    document = Document(Policy(linted.kind, "", "", ()), linted.kind, 0, linted.data)
    condition = next(one for one in linted.conditions if one.pointer == pointer)
    return moved(document, condition, name)


def wildcards_taken_literally(linted: Linted) -> Iterator[Remark]:
    """`StringEquals` with a `*`. No fix where the pattern would let anybody in."""
    for condition in linted.conditions:
        if condition.kind.name not in (
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
        ):
            continue
        wild = [text for text in condition.wanted if _is_wild(text)]
        like = "StringNotLike" if condition.kind.negated else "StringLike"
        name = condition.operator.replace(condition.kind.name, like)
        safe = condition.kind.name in ("StringEquals", "StringNotEquals") and all(text.strip("*?") for text in wild)
        for text in wild:
            fix = named(linted, condition.pointer, name) if safe else ()
            yield warning(_LITERAL, (condition.operator, text, like), condition.pointer, fix)


def _is_wild(text: str) -> bool:
    return any(match["star"] or match["any"] for match in PART.finditer(text))


def sets_of_one(linted: Linted) -> Iterator[Remark]:
    """A set prefix before a key that has one value. The fix of a Deny would let more through, and is not offered."""
    for condition in linted.conditions:
        bare = condition.operator.removeprefix(f"{condition.set_prefix}:")
        if condition.set_prefix == ALL and _has_one(condition.lower_key):
            fix = named(linted, condition.pointer, bare) if linted.allows else ()
            yield warning(_ALL_OF_ONE, (condition.key,), condition.pointer, fix)
        elif condition.set_prefix == ANY and _has_one(condition.lower_key):
            yield suggestion(_ANY_OF_ONE, (condition.key,), condition.pointer, named(linted, condition.pointer, bare))
        elif (
            condition.set_prefix == ALL
            and linted.allows
            and condition.lower_key in _TAGS
            and not _asks(linted, condition.lower_key)
        ):
            yield suggestion(_ALL_OF_NONE, (condition.key,), condition.pointer)


def _has_one(key: str) -> bool:
    return is_of_provider(key) and not key.endswith(tuple(f":{name}" for name in SEVERAL))


def _asks(linted: Linted, key: str) -> bool:
    """Whether `Null` asks for the key."""
    return any(one.lower_key == key for one in linted.compiled.conditions if one not in linted.conditions)


def compared_with_itself(linted: Linted) -> Iterator[Remark]:
    """`sub` and `${…:sub}` are the same thing."""
    for condition in linted.conditions if linted.variables else ():
        for text in condition.wanted:
            found = variables_in(text)
            if len(found) == 1 and found[0].key == condition.lower_key and text.startswith("${") and text.endswith("}"):
                yield warning(_ITSELF, (condition.key,), condition.pointer)


def optional_identity(linted: Linted) -> Iterator[Remark]:
    """`…IfExists` on the audience or the subject: a token without it gets in."""
    for condition in linted.conditions if linted.allows else ():
        if condition.if_exists and is_of_provider(condition.key) and condition.lower_key.endswith((*AUDIENCES, *SUBJECTS)):
            name = condition.operator.removesuffix("IfExists")
            fix = named(linted, condition.pointer, name)
            yield warning(_OPTIONAL, (condition.operator, condition.key, name), condition.pointer, fix)


RULES = (wildcards_taken_literally, sets_of_one, compared_with_itself, optional_identity)
