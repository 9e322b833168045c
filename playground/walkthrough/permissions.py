"""Effective permissions: what the session would be allowed, row by row, as role ∩ session policy, from the evaluator itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.iam import Decision, Policies, PolicyType, Request, decide
from playground.iam.decide import Outcome
from playground.iam.statement import Said


@dataclass(frozen=True)
class Asked:
    """A row's question. title: in words.  operations: what one would call.  shown: the resource, short."""

    action: str
    operations: str
    resource: str
    shown: str
    context: dict[str, str]


@dataclass(frozen=True)
class Cell:
    """What one side says. verdict: pass, fail or skip.  words: the statement's label, or `no match`."""

    verdict: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row. drawing: both, role-only, session-only or neither."""

    asked: Asked
    role: Cell
    session: Cell
    drawing: str
    allowed: bool
    words: str


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


def table(asked: tuple[Asked, ...], policies: Policies, principal: str, account_id: str, context: dict[str, Any]) -> list[Row]:
    """The rows."""
    return [_row(one, policies, principal, account_id, context) for one in asked]


def _row(asked: Asked, policies: Policies, principal: str, account_id: str, context: dict[str, Any]) -> Row:
    decision = decide(Request(asked.action, asked.resource, principal, context | asked.context, account_id), policies)
    said = dict(decision.heard)
    role, session = _cell(said.get(PolicyType.IDENTITY, ())), _session(said, policies)
    drawing = _DRAWINGS[role.verdict == "pass", session.verdict == "pass"]
    return Row(asked, role, session, drawing, decision.allowed, _words(decision, role, session, policies))


def _cell(said: tuple[Said, ...]) -> Cell:
    for effect, verdict in (("Deny", "fail"), ("Allow", "pass")):
        for one in said:
            if one.applies and one.statement.effect == effect:
                return Cell(verdict, one.statement.label)
    return Cell("skip", "no match")


def _session(said: dict[PolicyType, tuple[Said, ...]], policies: Policies) -> Cell:
    if policies.session is None:
        return Cell("pass", "no session policy")
    return _cell(said.get(PolicyType.SESSION, ()))


_DRAWINGS = {(True, True): "both", (True, False): "role-only", (False, True): "session-only", (False, False): "neither"}


def _words(decision: Decision, role: Cell, session: Cell, policies: Policies) -> str:
    if decision.allowed:
        return "both allow" if policies.session is not None else "the role allows it"
    if decision.outcome is Outcome.EXPLICITLY_DENIED:
        return f"an explicit deny in the {decision.by.words}"
    if role.verdict != "pass" and session.verdict != "pass":
        return "neither allows it"
    return "the role does not allow it" if role.verdict != "pass" else "no session policy allows it"
