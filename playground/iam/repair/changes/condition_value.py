"""A condition that wants another value: put right what was nearly right, write the value in its place, or beside it."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import ALL, Condition
from playground.iam.divergence.divergence import diverge
from playground.iam.divergence.near_misses import Difference
from playground.iam.editing.edit import EditKind
from playground.iam.patterns.pattern import compile_pattern
from playground.iam.patterns.variables import is_of_iam
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import of_own, of_pattern, of_sign_in, of_value, own_form
from playground.iam.repair.correction import corrections
from playground.iam.repair.part import Part

WILD = ("StringLike", "ArnEquals", "ArnLike")
_TEXTS = (*WILD, "StringEquals", "StringEqualsIgnoreCase", "BinaryEquals", "Bool", "IpAddress", "NumericEquals", "DateEquals")
_MOST = 3  # values of the request that are tried one by one

_WHY = {
    Difference.CASE: "let `{}` be `{}` instead of `{}`, which differs in case only",
    Difference.SPACE: "let `{}` be `{}` instead of `{}`, which differs in white space only",
    Difference.INVISIBLE: "let `{}` be `{}` instead of `{}`, which differs only in a character that prints nothing",
    Difference.SLASH: "let `{}` be `{}` instead of `{}`, which differs in the slash at its end only",
    Difference.SCHEME: "let `{}` be `{}` instead of `{}`, which differs in `https://` only",
    Difference.SUBJECT: "let `{}` be `{}` instead of `{}`, which has another form of the same repository's name",
    Difference.WILDCARD: "let `{}` be `{}` instead of `{}`, whose wildcard this operator takes literally",
}
_INSTEAD = "let `{}` be `{}` instead of `{}`"


def condition_value(part: Part) -> Iterator[Change]:
    """The changes of the values under a positive operator that compares texts."""
    condition = part.element
    if not isinstance(condition, Condition) or condition.kind.name not in _TEXTS:
        return
    if condition.kind.name in ("DateEquals", "NumericEquals") and condition.lower_key in ("aws:currenttime", "aws:epochtime"):
        return  # a moment that has passed when the call is made again
    context = part.request.context
    got = context.get(condition.lower_key, ())
    missing = [value for value in got if not condition.covers(value, context) and condition.kind.readable(value)]
    if len(got) > 1 and condition.set_prefix == ALL:
        yield from _all(part, condition, missing)
    elif len(got) == 1 or condition.set_prefix:
        for value in missing[:_MOST]:
            yield from _instead(part, condition, value)
            yield from _beside(part, condition, value)


def _instead(part: Part, condition: Condition, value: str) -> Iterator[Change]:
    """The value in the place of one that was nearly it, or of the only one; a pattern is kept and put right."""
    wild, context = condition.kind.name in WILD, part.request.context
    for text, pointer in part.nearest(value):
        written, variables = str(text), part.document.variables and condition.kind.variables
        pattern = compile_pattern(written, wildcards=wild, variables=variables)
        if pattern.wild or any(map(is_of_iam, pattern.variables)):
            if condition.kind.name != "StringLike":
                continue
            for right in corrections(written, value, context, variables=variables):
                difference = diverge(written, value, context, operator="StringLike", variables=variables).difference
                words = Words(_WHY.get(difference, _INSTEAD), (condition.key, right, written))
                yield part.replaced(pointer, right, words, More.SAME, *of_pattern(condition.key, right))
            continue
        difference = diverge(written, value, context, operator=condition.kind.name, variables=variables).difference
        exact = part.literal(value, wildcards=wild)
        if exact is not None and (difference.near or len(part.entries) == 1) and condition.kind.name != "Bool":
            words = Words(_WHY.get(difference, _INSTEAD), (condition.key, exact, written))
            more, cautions = of_sign_in(condition.key, condition.wanted, value)
            cautions += of_value(part, condition.key, value) if difference not in _WHY else ()
            yield part.replaced(pointer, exact, words, more, *cautions)


def _beside(part: Part, condition: Condition, value: str) -> Iterator[Change]:
    if condition.kind.name == "StringLike" and (own := own_form(part, value, condition.lower_key)):
        yield part.added(own, Words("let `{}` also be `{}`", (condition.key, own)))
        return
    exact = part.literal(value, wildcards=condition.kind.name in WILD)
    if exact is not None:
        words = Words("let `{}` also be `{}`", (condition.key, exact))
        more, cautions = of_sign_in(condition.key, condition.wanted, value)
        cautions += (*of_own(part), *of_value(part, condition.key, value))
        yield part.added(exact, words, *cautions, more=max(more, More.ONE))


def _all(part: Part, condition: Condition, missing: list[str]) -> Iterator[Change]:
    """Every value that is missing, under `ForAllValues`."""
    missing = list(dict.fromkeys(missing))
    exact = [text for value in missing if (text := part.literal(value, wildcards=condition.kind.name in WILD)) is not None]
    if missing and len(exact) == len(missing):
        edits = tuple(part.document.edit(EditKind.ADD, f"{condition.pointer}/-", text) for text in exact)
        cautions = tuple(caution for value in missing for caution in of_value(part, condition.key, value))
        yield Change(edits, Words("let `{}` also be `{}`", (condition.key, ", ".join(exact))), More.ONE, cautions)
