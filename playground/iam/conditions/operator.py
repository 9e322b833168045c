"""What a condition operator is: a name, whether it negates, and how it reads a value of the policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.iam.patterns.pattern import Test


class Unreadable(ValueError):
    """A value of the policy is not of the operator's type. The text says what would have been right."""


def any_text(_value: str) -> bool:
    """Every text is readable."""
    return True


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator, without `IfExists` and without a set prefix.

    read: compiles one value of the policy (second argument: whether variables are filled in) into a test of one value of
    the request, always for the positive form; `negated` turns the answer round.  Raises Unreadable.
    readable: whether a value of the request is of the operator's type; one that is not matches nothing, so that, as with
    an absent key, the positive form is false and the negated one true (AWS does not document the latter).
    kind: what a readable value is, in words.  variables: whether the policy's values may hold policy variables.
    """

    name: str
    read: Callable[[str, bool], Test]
    negated: bool = False
    readable: Callable[[str], bool] = any_text
    kind: str = "text"
    variables: bool = False
