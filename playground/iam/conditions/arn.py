"""ArnEquals and ArnLike, which are the same: six parts compared one by one, each with wildcards, case mattering."""

from __future__ import annotations

from playground.iam.arn import parse_arn, split_arn
from playground.iam.conditions.operator import Operator
from playground.iam.patterns.pattern import Pattern, Test, compile_pattern
from playground.iam.patterns.variables import Context


def _is_arn(text: str) -> bool:
    return parse_arn(text) is not None


def _read(text: str, variables: bool) -> Test:
    parts = split_arn(text) if variables else text.split(":", 5)
    patterns = tuple(compile_pattern(part, wildcards=True, variables=variables) for part in parts)

    def test(value: str, context: Context) -> bool:
        got = value.split(":", 5)
        # A pattern with fewer parts matches nothing: AWS does not say what it would stand for.
        return len(got) == len(patterns) == 6 and _all(patterns, got, context)

    return test


def _all(patterns: tuple[Pattern, ...], parts: list[str], context: Context) -> bool:
    return all(pattern.matches(part, context) for pattern, part in zip(patterns, parts, strict=True))


OPERATORS = (
    Operator("ArnEquals", _read, readable=_is_arn, kind="an ARN", variables=True),
    Operator("ArnNotEquals", _read, negated=True, readable=_is_arn, kind="an ARN", variables=True),
    Operator("ArnLike", _read, readable=_is_arn, kind="an ARN", variables=True),
    Operator("ArnNotLike", _read, negated=True, readable=_is_arn, kind="an ARN", variables=True),
)
