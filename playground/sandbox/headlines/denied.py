"""The headline over a Deny of a trust policy: which statement it is, and what of the token it speaks about."""

from __future__ import annotations

from collections.abc import Iterator

from playground.explain import Finding, in_words
from playground.iam.statement import DENIES


def of_deny(failed: Finding, role: str) -> tuple[str, tuple[object, ...]] | None:
    """The words and what fills them; None where no Deny did it."""
    if failed.says != DENIES:
        return None
    says, values = "the trust policy of `{}` denies this token by `{}`", (role, *failed.values)
    statement = next((one for one in _within(failed.reasons) if one.says == DENIES and one.pointer == failed.pointer), None)
    held = next((one for one in statement.reasons if one.name == "Condition"), None) if statement else None
    if held is None:
        return says, values
    why, of_it = in_words(held.sentence)
    return f"{says}: {why}", (*values, *of_it)


def _within(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    for one in findings:
        yield one
        yield from _within(one.reasons)
