"""StringEquals, StringLike and their kin. Case matters unless the name says otherwise; only Like has wildcards."""

from __future__ import annotations

from functools import partial

from playground.iam.conditions.operator import Operator
from playground.iam.patterns.pattern import Test, compile_pattern


def _read(text: str, variables: bool, *, wildcards: bool = False, ignore_case: bool = False) -> Test:
    return compile_pattern(text, wildcards=wildcards, variables=variables, ignore_case=ignore_case).matches


_ignoring_case = partial(_read, ignore_case=True)
_like = partial(_read, wildcards=True)

OPERATORS = (
    Operator("StringEquals", _read, variables=True),
    Operator("StringNotEquals", _read, negated=True, variables=True),
    Operator("StringEqualsIgnoreCase", _ignoring_case, variables=True),
    Operator("StringNotEqualsIgnoreCase", _ignoring_case, negated=True, variables=True),
    Operator("StringLike", _like, variables=True),
    Operator("StringNotLike", _like, negated=True, variables=True),
)
