"""The smallest changes of policies that would let a refused request through, as texts before and after. Each was tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from playground.editor.text import diff
from playground.explain import standing_alone
from playground.iam import Policies, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision
from playground.iam.repair import Repair, Words, apply, repairs
from playground.iam.trial import group
from playground.tokens.condition_keys import AUDIENCE, keys_of

OFFERED = 3
TITLES = {
    PolicyType.TRUST: "Trust policy",
    PolicyType.IDENTITY: "Permission policy",
    PolicyType.SESSION: "Session policy",
    PolicyType.BOUNDARY: "Permissions boundary",
    PolicyType.RESOURCE: "Bucket policy",
    PolicyType.SERVICE_CONTROL: "Service control policy",
}


@dataclass(frozen=True)
class Changed:
    """One document after a fix. kind: the name of its PolicyType.  name: its own; empty for one that is not there yet.

    arn: of a managed policy, else empty.
    """

    kind: str
    name: str
    before: str
    text: str
    arn: str = ""

    @property
    def title(self) -> str:
        """What it is."""
        return TITLES[PolicyType[self.kind]]

    @property
    def note(self) -> str:
        """Its name, unless that only says once more what it is."""
        return "" if self.name.lower() == self.title.lower() else self.name

    @property
    def diff(self) -> dict[str, Any]:
        """The lines that change, with their marks."""
        return diff(self.before, self.text) or {"text": self.text, "marks": {}}

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that go and those that come, each with its sign in front."""
        found, signs = self.diff, {"add": "+", "del": "-"}
        texts = found["text"].split("\n")
        return tuple(f"{signs[mark]} {texts[n - 1]}" for n, mark in sorted(found["marks"].items()) if mark in signs)


@dataclass(frozen=True)
class Fix:
    """One change of one or more documents. words, cautions: sentences."""

    words: Words
    changed: tuple[Changed, ...]
    cautions: tuple[Words, ...] = ()

    @property
    def sentence(self) -> str:
        """What to do, with a capital and a full stop."""
        return standing_alone(self.words.sentence)


def fixes(request: Request, policies: Policies, decision: Decision) -> tuple[Fix, ...]:
    """The changes for a denied request, the smallest first. Of a token, they let in what it brings besides as well."""
    found = [_fix(one, policies) for one in repairs(request, policies, decision, known_keys)[:OFFERED]]
    if policies.resource is None or policies.resource.kind is not PolicyType.TRUST:
        return tuple(found)
    for action in _further(request):
        found = [whole for fix in found for whole in _letting_in(fix, _with_action(request, action))]
    return tuple(found)


# What else a trust policy must allow to a token, and the key that tells that the token brings it.
_BROUGHT = {"sts:TagSession": "aws:tagkeys", "sts:SetSourceIdentity": "sts:sourceidentity"}


def _further(request: Request) -> tuple[str, ...]:
    """The actions that STS asks for after this one."""
    brought = tuple(action for action, key in _BROUGHT.items() if key in request.context)
    order = ("sts:AssumeRoleWithWebIdentity", *brought)
    return order[order.index(request.action) + 1 :] if request.action in order else ()


def _with_action(request: Request, action: str) -> Request:
    return Request(action, request.resource, request.principal.name, request.context, request.account)


def _letting_in(fix: Fix, request: Request) -> tuple[Fix, ...]:
    """The fix, if it lets a further request in; else with the smallest change more that does; none when nothing would."""
    trust = fix.changed[0]
    policies = Policies(resource=parse_policy(trust.text, PolicyType.TRUST, trust.name))
    decision = decide(request, policies)
    if decision.allowed:
        return (fix,)
    for more in repairs(request, policies, decision, known_keys)[:1]:
        words = Words(f"{fix.words.says}, and {more.says}", (*fix.words.values, *more.values))
        text = _changed(PolicyType.TRUST, 0, more, policies).text
        cautions = {one.sentence: one for one in (*fix.cautions, *more.cautions)}.values()
        return (Fix(words, (replace(trust, text=text),), tuple(cautions)),)
    return ()


def known_keys(provider: str) -> frozenset[str]:
    """The condition keys that AWS fills for a provider."""
    return frozenset(f"{provider}:{one.key}" for one in (*keys_of(provider), AUDIENCE))


def _fix(repair: Repair, policies: Policies) -> Fix:
    places = dict.fromkeys((edit.policy_type, edit.position) for edit in repair.edits)
    changed = tuple(_changed(kind, position, repair, policies) for kind, position in places)
    return Fix(Words(repair.says, repair.values), changed, repair.cautions)


def _changed(kind: PolicyType, position: int, repair: Repair, policies: Policies) -> Changed:
    there = group(policies, kind)
    policy = there[position] if position < len(there) else None
    text = policy.text if policy else ""
    edits = [edit for edit in repair.edits if (edit.policy_type, edit.position) == (kind, position)]
    return Changed(kind.name, policy.name if policy else "", text, apply(text, edits), policy.arn if policy else "")
