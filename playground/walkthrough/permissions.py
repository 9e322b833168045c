"""Effective permissions: what the session would be allowed, row by row, as role ∩ boundary ∩ session policy, from the evaluator itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from playground.explain import Finding
from playground.iam import Decision, Policies, Policy, PolicyType, Request, decide
from playground.iam.decide import Outcome
from playground.iam.statement import Said


@dataclass(frozen=True)
class Asked:
    """A row's question. operations: what one would call.  shown: the resource, short."""

    action: str
    operations: str
    resource: str
    shown: str
    context: dict[str, str]


@dataclass(frozen=True)
class Cell:
    """What one side says. title: of its column.  verdict: pass, fail or skip.  words: the statement's label, or `no match`.

    findings: its policies, statement by statement.
    """

    title: str
    verdict: str
    words: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row. drawing: both, role-only, session-only or neither.  changed: whether the policies left out make the difference."""

    asked: Asked
    cells: tuple[Cell, ...]
    drawing: str
    allowed: bool
    words: str
    changed: bool


@dataclass(frozen=True)
class Switch:
    """A policy that can be left out. value: its type and name.  on: whether it takes part."""

    value: str
    label: str
    on: bool


COLUMNS = (
    (PolicyType.IDENTITY, "Role"),
    (PolicyType.BOUNDARY, "Boundary"),
    (PolicyType.SESSION, "Session policy"),
    (PolicyType.RESOURCE, "Bucket policy"),
)
_FIELDS = {PolicyType.IDENTITY: "identity", PolicyType.BOUNDARY: "boundary", PolicyType.SESSION: "session"}


def questions(bucket: str, folder: str) -> tuple[Asked, ...]:
    """What is worth asking of somebody with a folder (`1076…/`) in a bucket."""
    own, other = f"arn:aws:s3:::{bucket}/{folder}notes.txt", f"arn:aws:s3:::{bucket}/somebody-else/notes.txt"
    return (
        Asked("s3:ListAllMyBuckets", "ListBuckets", "arn:aws:s3:::*", "*", {}),
        Asked("s3:ListBucket", "ListObjectsV2", f"arn:aws:s3:::{bucket}", f"{bucket}, own folder", {"s3:prefix": folder}),
        Asked("s3:ListBucket", "the whole bucket", f"arn:aws:s3:::{bucket}", bucket, {}),
        Asked("s3:GetObject", "GetObject, HeadObject", own, f"{folder}notes.txt", {}),
        Asked("s3:PutObject", "PutObject", own, f"{folder}notes.txt", {}),
        Asked("s3:DeleteObject", "DeleteObject", own, f"{folder}notes.txt", {}),
        Asked("s3:GetObject", "someone else’s", other, "somebody-else/notes.txt", {}),
    )


def columns(policies: Policies) -> list[str]:
    """The titles of the sides that have something to say; the role and the session policy always."""
    return [title for kind, title in COLUMNS if kind in (PolicyType.IDENTITY, PolicyType.SESSION) or group(policies, kind)]


def group(policies: Policies, kind: PolicyType) -> tuple[Policy, ...]:
    """The policies of one type."""
    if kind in _FIELDS:
        return getattr(policies, _FIELDS[kind]) or ()
    return (policies.resource,) if policies.resource is not None else ()


def switches(policies: Policies, without: Collection[str]) -> list[Switch]:
    """Every policy, with its switch."""
    named = [(kind, title, one) for kind, title in COLUMNS for one in group(policies, kind)]
    return [
        Switch(value, one.name if one.name.lower() != title.lower() else title, value not in without)
        for kind, title, one in named
        if (value := f"{kind.name.lower()}:{one.name}")
    ]


def left_out(policies: Policies, without: Collection[str]) -> Policies:
    """The policies but for some. A type of which all are left out limits nothing, as if there were none."""
    kept = {kind: tuple(p for p in group(policies, kind) if f"{kind.name.lower()}:{p.name}" not in without) for kind in _FIELDS}
    policies = replace(
        policies,
        identity=kept[PolicyType.IDENTITY],
        boundary=kept[PolicyType.BOUNDARY] or None,
        session=kept[PolicyType.SESSION] or None,
    )
    resource = policies.resource
    if resource is not None and f"resource:{resource.name}" in without:
        policies = replace(policies, resource=None)
    return policies


def table(
    asked: tuple[Asked, ...],
    policies: Policies,
    without: Collection[str],
    principal: str,
    account_id: str,
    context: dict[str, Any],
) -> list[Row]:
    """The rows, for the policies without those that are left out."""
    kept, titles = left_out(policies, without), columns(policies)
    rows = []
    for one in asked:
        request = Request(one.action, one.resource, principal, context | one.context, account_id)
        changed = bool(without) and decide(request, kept).outcome is not decide(request, policies).outcome
        rows.append(_row(one, decide(request, kept), kept, titles, changed))
    return rows


def _row(asked: Asked, decision: Decision, policies: Policies, titles: list[str], changed: bool) -> Row:
    cells = tuple(_cell(title, kind, decision, policies) for kind, title in COLUMNS if title in titles)
    by_title = {cell.title: cell for cell in cells}
    role, session = by_title["Role"], by_title["Session policy"]
    drawing = DRAWINGS[role.verdict == "pass", session.verdict == "pass"]
    return Row(asked, cells, drawing, decision.allowed, _words(decision, role, session, policies), changed)


def _cell(title: str, kind: PolicyType, decision: Decision, policies: Policies) -> Cell:
    there = group(policies, kind)
    if not there:
        limits = kind in (PolicyType.BOUNDARY, PolicyType.SESSION)
        return Cell(
            title, "pass" if limits else "skip", f"no {title.lower()}" if kind is not PolicyType.IDENTITY else "no policy"
        )
    names = {one.name for one in there}
    findings = tuple(one for one in decision.finding.reasons if one.document in names and one.values[0] == there[0].words)
    verdict, words = _said(dict(decision.heard).get(kind, ()))
    return Cell(title, verdict, words, findings)


def _said(said: tuple[Said, ...]) -> tuple[str, str]:
    for effect, verdict in (("Deny", "fail"), ("Allow", "pass")):
        for one in said:
            if one.applies and one.statement.effect == effect:
                return verdict, one.statement.label
    return "skip", "no match"


DRAWINGS = {(True, True): "both", (True, False): "role-only", (False, True): "session-only", (False, False): "neither"}


def _words(decision: Decision, role: Cell, session: Cell, policies: Policies) -> str:
    if decision.outcome is Outcome.EXPLICITLY_DENIED:
        return f"an explicit deny in the {decision.by.words}"
    if decision.allowed:
        return _why_allowed(decision, role, policies)
    if decision.by is PolicyType.BOUNDARY:
        return "the boundary does not allow it"
    if decision.by is PolicyType.SESSION and role.verdict != "pass":
        return "the bucket policy allows it to the role, and no session policy does"
    if role.verdict != "pass" and session.verdict != "pass":
        return "neither allows it"
    return "the role does not allow it" if role.verdict != "pass" else "no session policy allows it"


def _why_allowed(decision: Decision, role: Cell, policies: Policies) -> str:
    if decision.by is PolicyType.RESOURCE:
        principals, asks = decision.deciding[0].statement.principals, decision.request.principal
        named = "the session itself" if principals and principals.names(asks) else "everybody"
        return f"the bucket policy names {named}, so no session policy limits it"
    if role.verdict != "pass":
        also = ", and so does the session policy" if policies.session is not None else ""
        return f"the bucket policy allows it to the role{also}"
    return "both allow" if policies.session is not None else "the role allows it"
