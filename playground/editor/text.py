"""A policy as the text that somebody types: a fix applied, and what differs from the text that is kept."""

from __future__ import annotations

import difflib
from typing import Any

from playground.iam import PolicyType
from playground.iam.lint import lint
from playground.iam.repair import apply

KINDS = {
    "session": PolicyType.SESSION,
    "trust": PolicyType.TRUST,
    "identity": PolicyType.IDENTITY,
    "bucket": PolicyType.RESOURCE,
    "boundary": PolicyType.BOUNDARY,
}


def fixed(text: str, kind: PolicyType, number: str) -> str:
    """The text with the fix of the remark of that number, counted from 0; as it was when there is none."""
    remarks = lint(text, kind) if text.strip() else []
    remark = (
        remarks[int(number)]
        if number.isascii() and number.isdigit() and len(number) < 5 and int(number) < len(remarks)
        else None
    )
    return apply(text, remark.fix) if remark and remark.fix else text


CONTEXT = 2  # lines that are shown around a change


def diff(saved: str, text: str) -> dict[str, Any] | None:
    """The lines that differ with a few around them, and their marks; None when none differs or nothing was kept."""
    if saved == text or not saved:
        return None
    compared = [line for line in difflib.ndiff(saved.split("\n"), text.split("\n")) if not line.startswith("?")]
    changed = [number for number, line in enumerate(compared) if line[0] in "+-"]
    near = sorted({n for one in changed for n in range(one - CONTEXT, one + CONTEXT + 1) if 0 <= n < len(compared)})
    lines: list[str] = []
    marks: dict[int, str] = {}
    before = -1
    for number in near:
        if number != before + 1:
            lines.append("…")
            marks[len(lines)] = "gap"
        line, before = compared[number], number
        lines.append(line[2:])
        if line[0] in "+-":
            marks[len(lines)] = "add" if line[0] == "+" else "del"
    return {"text": "\n".join(lines), "marks": marks}
