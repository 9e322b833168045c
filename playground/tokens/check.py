"""What a check of a token is: a name, the question it asks, and what it would ask when the chain stops before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from playground.explain import FAIL, PASS, SKIP, Compared, Finding
from playground.tokens.refusals import Refusal

Judged = TypeVar("Judged")


class Outcome(NamedTuple):
    """What a check came to: its finding, and AWS's answer when it failed."""

    finding: Finding
    refusal: Refusal | None = None


class Check(NamedTuple, Generic[Judged]):
    """One question in the chain.  ask: judges the case; would: the SKIP finding for a check that is not reached."""

    name: str
    ask: Callable[[Judged], Outcome]
    would: Callable[[Judged], Finding]


def passes(name: str, says: str, *values: object, pointer: str = "") -> Outcome:
    """The outcome of a check that holds."""
    return Outcome(Finding(name, PASS, says, values, document="token" if pointer else "", pointer=pointer))


def refuses(
    name: str, refusal: Refusal, says: str, *values: object, pointer: str = "", compared: Compared | None = None
) -> Outcome:
    """The outcome of a check that fails.  pointer: into {"header": …, "payload": …, "signature": …}."""
    document = "token" if pointer else ""
    return Outcome(Finding(name, FAIL, says, values, (), document, pointer, compared), refusal)


def not_reached(name: str, says: str = "", *values: object) -> Finding:
    """A check that was not made, and what it would have compared."""
    return Finding(name, SKIP, f"not reached; {says}" if says else "not reached", values)


def run(checks: Iterable[Check[Judged]], case: Judged) -> tuple[tuple[Finding, ...], Refusal | None]:
    """Asks each check in order until one fails; those after it say what they would have asked."""
    findings: list[Finding] = []
    refusal: Refusal | None = None
    for check in checks:
        if refusal is None:
            finding, refusal = check.ask(case)
        else:
            finding = check.would(case)
        findings.append(finding)
    return tuple(findings), refusal
