"""Null: whether a key is there at all.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.explain import FAIL, PASS, Finding
from playground.iam.request import Request


@dataclass(frozen=True, slots=True)
class NullCondition:
    """One key under `Null`.

    constant: with a set prefix it always comes to one thing, ForAllValues to true, ForAnyValue to false; so does a list of both or none.
    """

    document: str
    pointer: str
    operator: str
    key: str
    lower_key: str
    wanted: tuple[str, ...]
    constant: bool | None

    def finding(self, request: Request) -> Finding:
        """Whether the key is absent (`true`) or present (`false`), as the policy wants."""
        absent = not request.context.get(self.lower_key)
        if self.constant is not None:
            says = "`{1}` is always {2}, whatever `{0}` is"
            values: tuple[object, ...] = (self.key, self.operator, str(self.constant).lower())
            return self._say(self.constant, says, values)
        holds = ("true" if absent else "false") in self.wanted
        says = "the request has no `{0}`, and `Null` wants {1}" if absent else "the request has `{0}`, and `Null` wants {1}"
        return self._say(holds, says, (self.key, "none" if "true" in self.wanted else "one"))

    def _say(self, holds: bool, says: str, values: tuple[object, ...]) -> Finding:
        return Finding("Condition", PASS if holds else FAIL, says, values, (), self.document, self.pointer)
