"""One statement of a policy: it speaks about a request when every element it has matches; then its Effect counts.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from playground.explain import FAIL, PASS, SKIP, Finding
from playground.iam.conditions.block import AnyCondition, compile_conditions
from playground.iam.elements import Actions, Principals, compile_actions, compile_principals
from playground.iam.principals import Reach
from playground.iam.request import Request
from playground.iam.resources import Resources, compile_resources

DENIES = "`{}` denies it"


class Said(NamedTuple):
    """What a statement says about a request. `applies`: its Effect counts."""

    statement: Statement
    applies: bool
    finding: Finding
    reach: Reach


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A compiled statement. label: its Sid, or "statement N"."""

    label: str
    effect: str
    document: str
    pointer: str
    principals: Principals | None
    elements: tuple[Actions | Resources, ...]  # a trust policy has no Resource
    conditions: tuple[AnyCondition, ...]

    def says(self, request: Request, bounded: bool = False) -> Said:
        """Principal, Action, Resource, then every Condition; what stands after the first that fails is not reached.

        bounded: whether the principal has a permissions boundary, which makes a Deny's NotPrincipal deny them too.
        """
        reach = Reach.DIRECT
        made: list[Finding] = []
        if self.principals:
            finding, reach = self.principals.finding(request, self.effect == "Deny", bounded)
            made.append(finding)
            if finding.verdict is FAIL:
                return self._silent(made, reach)
        for element in self.elements:
            finding = element.finding(request)
            made.append(finding)
            if finding.verdict is FAIL:
                return self._silent(made, reach)
        holds = True
        for condition in self.conditions:
            finding = condition.finding(request)
            made.append(finding)
            holds = holds and finding.verdict is PASS
        return self._applies(made, reach) if holds else self._silent(made, reach)

    def _applies(self, made: list[Finding], reach: Reach) -> Said:
        verdict, says = (PASS, "`{}` allows it") if self.effect == "Allow" else (FAIL, DENIES)
        finding = Finding("Statement", verdict, says, (self.label,), tuple(made), self.document, self.pointer)
        return Said(self, True, finding, reach)

    def _silent(self, made: list[Finding], reach: Reach) -> Said:
        says = "`{}` says nothing about it"
        finding = Finding("Statement", SKIP, says, (self.label,), tuple(made), self.document, self.pointer)
        return Said(self, False, finding, reach)


def compile_statement(data: dict[str, Any], number: int, document: str, pointer: str, variables: bool) -> Statement:
    """A statement whose shape the grammar has taken; `number` counts from 1."""
    return Statement(
        label=data.get("Sid") or f"statement {number}",
        effect=data["Effect"],
        document=document,
        pointer=pointer,
        principals=compile_principals(data, document, pointer),
        elements=(compile_actions(data, document, pointer), *compile_resources(data, document, pointer, variables)),
        conditions=compile_conditions(data.get("Condition") or {}, document, f"{pointer}/Condition", variables),
    )
