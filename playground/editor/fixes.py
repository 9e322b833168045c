"""The smallest changes of policies that would let a refused request through, as texts before and after. Each was tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.editor.text import diff
from playground.explain import standing_alone
from playground.iam import Policies, Request
from playground.iam.decide import Decision
from playground.iam.grammar import PolicyType
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
    """The changes for a denied request, the smallest first."""
    offered = repairs(request, policies, decision, known_keys)[:OFFERED]
    return tuple(_fix(one, policies) for one in offered)


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
