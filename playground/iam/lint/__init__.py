"""What is odd about a policy that AWS would keep: advice, each with a place, and where it is safe with a change.

What AWS refuses comes first and alone. The warnings are those that matter in federation; IAM Access Analyzer has many more:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from playground.documents import read_json
from playground.explain import in_words
from playground.iam.editing.places import line_of
from playground.iam.elements import each
from playground.iam.grammar import MalformedPolicy, PolicyType
from playground.iam.lint import (
    actions,
    conditions,
    keys,
    principals,
    refusals,
    resources,
    subjects,
    trust,
    values,
    variables,
    version,
)
from playground.iam.lint.remark import Linted, Remark
from playground.iam.policy import compile_policy, to_be_kept

__all__ = ["RULES", "Remark", "lint"]

_MOST = 20  # remarks of one rule: nobody reads more, and the work stays bounded

RULES: tuple[Callable[[Linted], Iterator[Remark]], ...] = (
    *actions.RULES,
    *resources.RULES,
    *conditions.RULES,
    *subjects.RULES,
    *keys.RULES,
    *principals.RULES,
    *trust.RULES,
    *values.RULES,
    *variables.RULES,
    *version.RULES,
)


def lint(text: str, kind: PolicyType) -> list[Remark]:
    """The remarks on a document, in the order of its lines."""
    try:
        policy = to_be_kept(compile_policy(text, kind, kind.words))
    except MalformedPolicy as error:
        line = error.line or line_of(text, error.pointer)
        return [Remark("error", *in_words(error.reason), error.pointer, line, refusals.fix(text, kind, error), error.message)]
    data = read_json(text)
    written = each(data["Statement"], "/Statement")
    statements = [
        Linted(kind, data, one, place, compiled) for (one, place), compiled in zip(written, policy.statements, strict=True)
    ]
    found = [remark for rule in RULES for remark in islice((r for one in statements for r in rule(one)), _MOST)]
    once = {(remark.pointer, remark.sentence): remark for remark in found}.values()
    placed = (remark._replace(line=line_of(text, remark.pointer)) for remark in once)
    return sorted(placed, key=lambda remark: remark.line)
