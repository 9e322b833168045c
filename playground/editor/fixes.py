"""The smallest changes of policies that would let a refused request through, as texts before and after. Each was tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from playground.editor.text import diff
from playground.explain import standing_alone
from playground.iam import Policies, Policy, PolicyType, Request, decide
from playground.iam.decide import Decision
from playground.iam.policy import compile_policy
from playground.iam.repair.repair import Repair, Words, apply, repairs
from playground.iam.repair.trial import group, regrouped
from playground.sandbox.assuming.session_policies import PLAIN_LIMIT
from playground.sandbox.iam_api.quotas import TRUST_POLICY, size_of
from playground.sandbox.s3.bucket_policy.rules import fits
from playground.tokens.condition_keys import AUDIENCE, keys_of

OFFERED = 3
TITLES = {
    PolicyType.TRUST: "Trust policy",
    PolicyType.IDENTITY: "Permission policy",
    PolicyType.SESSION: "Session policy",
    PolicyType.BOUNDARY: "Permissions boundary",
    PolicyType.RESOURCE: "Bucket policy",
    PolicyType.SERVICE_CONTROL: "Service control policy",
    PolicyType.RESOURCE_CONTROL: "Resource control policy",
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


class _Way(NamedTuple):
    """Changes that were tried. policies: with them made.  places: of the documents that change, in `Policies`."""

    words: Words
    cautions: tuple[Words, ...]
    policies: Policies
    places: tuple[tuple[PolicyType, int], ...]


def fixes(request: Request, policies: Policies, decision: Decision) -> tuple[Fix, ...]:
    """The changes for a denied request, the smallest first. Of a token, they let in what it brings besides as well."""
    tried = (_way(one, policies) for one in repairs(request, policies, decision, known_keys))
    found = list(islice((way for way in tried if _kept_by_s3(request, policies, way)), OFFERED))
    if policies.resource is not None and policies.resource.kind is PolicyType.TRUST:
        for action in _further(request):
            found = [whole for way in found for whole in _letting_in(way, _with_action(request, action))]
    made = (
        Fix(way.words, tuple(_changed(*place, policies, way.policies) for place in way.places), way.cautions) for way in found
    )
    return tuple(replace(fix, cautions=(*fix.cautions, *_lengths(fix))) for fix in made if not any(map(_too_long, fix.changed)))


def _kept_by_s3(request: Request, policies: Policies, way: _Way) -> bool:
    """Whether S3 would take the bucket's policy, where it took the one that was there: one action may have lost all that it acts on."""
    before, after = policies.resource, way.policies.resource
    if not request.action_lower.startswith("s3:") or after is None or after is before:
        return True
    return fits(after.text) or (before is not None and not fits(before.text))


_LONG = "the trust policy then has `{}` characters, and IAM keeps `{}` unless that quota was raised"


def _too_long(changed: Changed) -> bool:
    """Whether STS would not take this session policy any more."""
    return changed.kind == PolicyType.SESSION.name and len(changed.text) > PLAIN_LIMIT >= len(changed.before)


def _lengths(fix: Fix) -> tuple[Words, ...]:
    """What to think of before a trust policy grows beyond what IAM keeps in every account."""
    sizes = [(size_of(one.before), size_of(one.text)) for one in fix.changed if one.kind == PolicyType.TRUST.name]
    return tuple(Words(_LONG, (f"{size:,}", f"{TRUST_POLICY:,}")) for before, size in sizes if before <= TRUST_POLICY < size)


# What else a trust policy must allow to a token, and the key that tells that the token brings it.
_BROUGHT = {"sts:TagSession": "aws:tagkeys", "sts:SetSourceIdentity": "sts:sourceidentity"}


def _further(request: Request) -> tuple[str, ...]:
    """The actions that STS asks for after this one."""
    brought = tuple(action for action, key in _BROUGHT.items() if key in request.context)
    order = ("sts:AssumeRoleWithWebIdentity", *brought)
    return order[order.index(request.action) + 1 :] if request.action in order else ()


def _with_action(request: Request, action: str) -> Request:
    return Request(action, request.resource, request.principal.name, request.context, request.account)


def _letting_in(way: _Way, request: Request) -> tuple[_Way, ...]:
    """The way, if it lets a further request in; else with the smallest change more that does; none when nothing would."""
    decision = decide(request, way.policies)
    if decision.allowed:
        return (way,)
    for more in (_way(one, way.policies) for one in repairs(request, way.policies, decision, known_keys)[:1]):
        words = Words(f"{way.words.says}, and {more.words.says}", (*way.words.values, *more.words.values))
        cautions = {one.sentence: one for one in (*way.cautions, *more.cautions)}.values()
        return (_Way(words, tuple(cautions), more.policies, tuple(dict.fromkeys((*way.places, *more.places)))),)
    return ()


def known_keys(provider: str) -> frozenset[str]:
    """The condition keys that AWS fills for a provider."""
    return frozenset(f"{provider}:{one.key}" for one in (*keys_of(provider), AUDIENCE))


def _way(repair: Repair, policies: Policies) -> _Way:
    places = tuple(dict.fromkeys((edit.policy_type, edit.position) for edit in repair.edits))
    for kind, position in places:
        there = group(policies, kind)
        text, name, arn, level = _told(there, position)
        edits = [edit for edit in repair.edits if (edit.policy_type, edit.position) == (kind, position)]
        made = replace(compile_policy(apply(text, edits), kind, name or kind.words, arn), level=level)
        policies = regrouped(policies, kind, (*there[:position], made, *there[position + 1 :]))
    return _Way(Words(repair.says, repair.values), repair.cautions, policies, places)


def _changed(kind: PolicyType, position: int, before: Policies, after: Policies) -> Changed:
    text, name, arn, _ = _told(group(before, kind), position)
    return Changed(kind.name, name, text, group(after, kind)[position].text, arn)


def _told(there: tuple[Policy, ...], position: int) -> tuple[str, str, str, int]:
    """Text, name, ARN and level of a policy; of one that is not there yet they are empty."""
    policy = there[position] if position < len(there) else None
    return (policy.text, policy.name, policy.arn, policy.level) if policy else ("", "", "", 0)
