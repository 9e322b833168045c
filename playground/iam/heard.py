"""What one group of policies says about a request: every statement asked once, what came of it read several times.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from playground.explain import FAIL, PASS, SKIP, Finding
from playground.iam.grammar import PolicyType
from playground.iam.policy import Policy
from playground.iam.principals import Reach
from playground.iam.request import Request
from playground.iam.statement import Said

# What one policy says: nothing, Deny, Allow.  A trust policy has no name of its own.
_NAMED = ("the {} `{}` says nothing about it", "the {} `{}` denies it", "the {} `{}` allows it")
_PLAIN = ("the {} says nothing about it", "the {} denies it", "the {} allows it")


class Heard:
    """What the policies of one type say. allows, denies: the statements that apply.  bounded: see `Statement.says`."""

    __slots__ = ("allows", "denies", "findings", "kind", "policies", "said")

    def __init__(self, kind: PolicyType, policies: tuple[Policy, ...], request: Request, bounded: bool) -> None:
        self.kind, self.policies = kind, policies
        self.allows: list[Said] = []
        self.denies: list[Said] = []
        self.said: list[Said] = []
        self.findings = [self._ask(policy, request, bounded) for policy in policies]

    def _ask(self, policy: Policy, request: Request, bounded: bool) -> Finding:
        reasons = []
        silent, denies, allows = _PLAIN if policy.name in policy.words else _NAMED
        says, verdict = silent, SKIP
        for statement in policy.statements:
            said = statement.says(request, bounded)
            self.said.append(said)
            reasons.append(said.finding)
            if not said.applies:
                continue
            if statement.effect == "Deny":
                self.denies.append(said)
                says, verdict = denies, FAIL
            else:
                self.allows.append(said)
                if verdict is SKIP:
                    says, verdict = allows, PASS
        values = (policy.words,) if says in _PLAIN else (policy.words, policy.name)
        return Finding("Policy", verdict, says, values, tuple(reasons), policy.name)

    def silent(self) -> bool:
        """Whether there is no policy, or on one level of the organisation none that allows."""
        allowing = {policy.level for policy, finding in zip(self.policies, self.findings, strict=True) if finding.passed}
        return not allowing or any(policy.level not in allowing for policy in self.policies)

    def reaching(self, reach: Reach) -> tuple[Said, ...]:
        """The Allow statements that name the principal just so."""
        return tuple([one for one in self.allows if one.reach is reach])
