"""A policy as the text that somebody types: a fix applied, and what differs from the text that is kept."""

from __future__ import annotations

from typing import Any

from playground.editor.line_diff import line_diff
from playground.iam import PolicyType
from playground.iam.lint import Remark, lint
from playground.iam.repair.repair import apply

KINDS = {
    "session": PolicyType.SESSION,
    "trust": PolicyType.TRUST,
    "identity": PolicyType.IDENTITY,
    "bucket": PolicyType.RESOURCE,
    "boundary": PolicyType.BOUNDARY,
    "service_control": PolicyType.SERVICE_CONTROL,
    "resource_control": PolicyType.RESOURCE_CONTROL,
}


LONGEST = 32_000  # characters of a document that is looked at; AWS takes 10,240 at the most


def remarks_on(text: str, kind: PolicyType) -> list[Remark]:
    """What the linter says of a text; nothing of one that is still empty."""
    return lint(text, kind) if text.strip() else []


def fixed(text: str, kind: PolicyType, number: str) -> str:
    """The text with the fix of the remark of that number, counted from 0; as it was when there is none."""
    remarks = remarks_on(text, kind)
    remark = (
        remarks[int(number)]
        if number.isascii() and number.isdigit() and len(number) < 5 and int(number) < len(remarks)
        else None
    )
    return apply(text, remark.fix) if remark and remark.fix else text


CONTEXT = 2  # lines that are shown around a change
MOST_SHOWN = 400  # lines; nobody reads more


def diff(saved: str, text: str) -> dict[str, Any] | None:
    """The lines that differ with a few around them, and their marks; None when none differs or nothing was kept."""
    if saved == text or not saved:
        return None
    compared = line_diff(saved.split("\n"), text.split("\n"))
    changed = [number for number, (sign, _) in enumerate(compared) if sign != " "]
    near = sorted({n for one in changed for n in range(one - CONTEXT, one + CONTEXT + 1) if 0 <= n < len(compared)})
    lines: list[str] = []
    marks: dict[int, str] = {}
    before = -1
    for number in near[:MOST_SHOWN]:
        if number != before + 1:
            lines.append("…")
            marks[len(lines)] = "gap"
        (sign, line), before = compared[number], number
        lines.append(line)
        if sign != " ":
            marks[len(lines)] = "add" if sign == "+" else "del"
    if len(near) > MOST_SHOWN:
        lines.append("…")
        marks[len(lines)] = "gap"
    return {"text": "\n".join(lines), "marks": marks}
