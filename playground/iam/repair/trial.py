"""Policies as they would be after edits, to be decided again: what is proposed is tried first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from playground.documents import read_json, write_json
from playground.iam.decide import Policies
from playground.iam.editing.edit import Edit, edited
from playground.iam.grammar import MalformedPolicy, PolicyType
from playground.iam.policy import Policy, compile_policy, recompiled
from playground.iam.repair.part import Document


def group(policies: Policies, kind: PolicyType) -> tuple[Policy, ...]:
    """The policies of one type, a role's trust policy as the resource's."""
    if kind in _ATTACHED:
        members: tuple[Policy, ...] | None = getattr(policies, _ATTACHED[kind])
        return members or ()
    return (policies.resource,) if policies.resource is not None and policies.resource.kind is kind else ()


_ATTACHED = {
    PolicyType.IDENTITY: "identity",
    PolicyType.SESSION: "session",
    PolicyType.BOUNDARY: "boundary",
    PolicyType.SERVICE_CONTROL: "service_control",
    PolicyType.RESOURCE_CONTROL: "resource_control",
}


def regrouped(policies: Policies, kind: PolicyType, members: tuple[Policy, ...]) -> Policies:
    """The policies with those of one type replaced."""
    made: dict[str, Any] = {_ATTACHED[kind]: members} if kind in _ATTACHED else {"resource": members[0] if members else None}
    return replace(policies, **made)


def documents(policies: Policies, kind: PolicyType) -> list[Document]:
    """The documents of one type, read."""
    return [Document(one, kind, number, _read(one.text)) for number, one in enumerate(group(policies, kind))]


@lru_cache(maxsize=128)
def _read(text: str) -> Any:
    """The data of a text. Nobody changes it: edits copy what they change."""
    return read_json(text)


def after(policies: Policies, edits: Iterable[Edit]) -> Policies | None:
    """The policies after the edits; None when they cannot be made, or AWS would not keep what comes out."""
    changed: dict[tuple[PolicyType, int], Any] = {}
    try:
        for edit in edits:
            place = (edit.policy_type, edit.position)
            before = changed[place] if place in changed else _data(policies, *place)
            changed[place] = edited(before, edit)
        for (kind, position), data in changed.items():
            policies = _with(policies, kind, position, data)
    except (MalformedPolicy, LookupError, TypeError, AttributeError, ValueError):
        return None
    return policies


def _data(policies: Policies, kind: PolicyType, position: int) -> Any:
    members = group(policies, kind)
    return _read(members[position].text) if position < len(members) else None


def _with(policies: Policies, kind: PolicyType, position: int, data: Any) -> Policies:
    members = group(policies, kind)
    if position < len(members):
        policy = recompiled(members[position], _read(members[position].text), data)
    else:
        policy = compile_policy(write_json(data), kind, kind.words)
    return regrouped(policies, kind, (*members[:position], policy, *members[position + 1 :]))
