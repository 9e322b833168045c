"""What a check of a signature is: a name, the question it asks, and what it would have asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from playground.explain import FAIL, PASS, SKIP, Compared, Finding
from playground.sigv4.case import Case
from playground.sigv4.refusals import Refusal


class Outcome(NamedTuple):
    """What a check came to: its finding, and AWS's answer when it failed."""

    finding: Finding
    refusal: Refusal | None = None


class Check(NamedTuple):
    """One question in the chain.  would: what it would do, for the page, when the chain stops before it."""

    name: str
    ask: Callable[[Case], Outcome]
    would: str


def passes(name: str, says: str, *values: object) -> Outcome:
    """The outcome of a check that holds."""
    return Outcome(Finding(name, PASS, says, values))


def refuses(name: str, refusal: Refusal, says: str, *values: object, compared: Compared | None = None) -> Outcome:
    """The outcome of a check that fails."""
    return Outcome(Finding(name, FAIL, says, values, compared=compared), refusal)


def run(checks: Iterable[Check], case: Case) -> tuple[tuple[Finding, ...], Refusal | None]:
    """Asks each check in order until one fails; those after it are not reached."""
    findings: list[Finding] = []
    refusal: Refusal | None = None
    for check in checks:
        if refusal is None:
            finding, refusal = check.ask(case)
        else:
            finding = Finding(check.name, SKIP, f"not reached; {check.would}")
        findings.append(finding)
    return tuple(findings), refusal
