"""A condition under the wrong operator: one that takes a wildcard literally, that minds the case, or that takes one value only."""

from __future__ import annotations

from collections.abc import Iterator

from playground.documents import at, escape
from playground.iam.conditions.block import ALL, ANY, Condition
from playground.iam.editing.edit import Edit, EditKind, alone
from playground.iam.patterns.pattern import compile_pattern
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import of_pattern, of_value
from playground.iam.repair.changes.condition_value import WILD
from playground.iam.repair.part import Document, Part

_MOST = 40  # of the policy's values, looked at one by one

_MULTIPLE = "write `{}` instead of `{}`, which takes one value, and `{}` has {}"
_ANY = "write `{}` instead of `{}`, which wants every value of `{}` to be listed"
_LIKE = "write `{}` instead of `{}`, which takes the wildcard in `{}` literally"
_ANY_CASE = "`{}` is then let in however it is spelt in capitals and small letters"
_CASE = "write `{}` instead of `{}`, which minds the case of `{}`"


def condition_operator(part: Part) -> Iterator[Change]:
    """The changes of a positive operator that compares texts."""
    condition = part.element
    if not isinstance(condition, Condition) or condition.kind.negated:
        return
    got = part.request.context.get(condition.lower_key, ())
    if len(got) > 1 and condition.set_prefix in ("", ALL):
        yield from _any_value(part, condition, got)
    if condition.kind.name == "StringEquals" and got:
        yield from _other_comparison(part, condition, got)


def _any_value(part: Part, condition: Condition, got: tuple[str, ...]) -> Iterator[Change]:
    """`ForAnyValue`: one of the request's values is enough."""
    name = f"{ANY}:{condition.operator.removeprefix(ALL + ':')}"
    edits = moved(part.document, condition, name)
    if not edits:
        return
    caution = Words("one value of `{}` is then enough, whatever the others are", (condition.key,))
    says = Words(_MULTIPLE, (name, condition.operator, condition.key, len(got)))
    says = Words(_ANY, (name, condition.operator, condition.key)) if condition.set_prefix else says
    more = More.PATTERN if condition.set_prefix else More.SAME
    if any(condition.covers(value, part.request.context) for value in got):
        yield Change(edits, says, more, (caution,))
    elif (exact := part.literal(got[0], wildcards=condition.kind.name in WILD)) is not None:
        words = Words(says.says + ", and let it also be `{}`", (*says.values, exact))
        if edits[0].kind is EditKind.RENAME:
            edits = (part.document.edit(EditKind.ADD, f"{condition.pointer}/-", exact), *edits)
        else:
            edits = moved(part.document, condition, name, exact)
        yield Change(edits, words, More.ONE, (caution, *of_value(part, condition.key, got[0])))


def _other_comparison(part: Part, condition: Condition, got: tuple[str, ...]) -> Iterator[Change]:
    context, variables = part.request.context, part.document.variables
    for text in condition.wanted[:_MOST]:
        like = compile_pattern(text, wildcards=True, variables=variables)
        folded = compile_pattern(text, wildcards=False, variables=variables, ignore_case=True)
        if like.wild and any(like.matches(value, context) for value in got):
            yield from _renamed(part, condition, "StringLike", _LIKE, text)
        elif any(folded.matches(value, context) for value in got):
            yield from _renamed(part, condition, "StringEqualsIgnoreCase", _CASE, text)


def _renamed(part: Part, condition: Condition, bare: str, says: str, text: str) -> Iterator[Change]:
    name = condition.operator.replace("StringEquals", bare)
    edits = moved(part.document, condition, name)
    if edits:
        cautions = of_pattern(condition.key, text) if bare == "StringLike" else (Words(_ANY_CASE, (text,)),)
        yield Change(edits, Words(says, (name, condition.operator, text)), More.PATTERN, cautions)


def moved(document: Document, condition: Condition, name: str, also: str | None = None) -> tuple[Edit, ...]:
    """The edits that put a key under another operator; none when that operator has the key already.

    One new name does for the whole block when the key stands alone in it, or no other value in it would read differently.
    also: one more value for the key, where it is written anew.
    """
    block_pointer, conditions_pointer = condition.pointer.rpartition("/")[0], condition.pointer.rsplit("/", 2)[0]
    conditions = at(document.data, conditions_pointer)
    there = conditions.get(name, {})
    if condition.lower_key in map(str.lower, there):
        return ()
    block = at(document.data, block_pointer)
    if not there and (len(block) == 1 or (name.endswith("Like") and _no_wildcards(block, condition.key))):
        return (document.edit(EditKind.RENAME, block_pointer, name),)
    value = block[condition.key]
    if also is not None:
        value = [*value, also] if isinstance(value, list) else [value, also]
    return (
        document.edit(EditKind.DELETE, alone(document.data, condition.pointer)),
        document.edit(EditKind.ADD, f"{conditions_pointer}/{escape(name)}/{escape(condition.key)}", value),
    )


def _no_wildcards(block: dict[str, object], key: str) -> bool:
    return not any("*" in str(value) or "?" in str(value) for name, value in block.items() if name != key)
