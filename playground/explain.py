"""Floor 0. A verdict and its reasons are one thing: every engine answers with a Finding, every page shows Findings.

A decision is read off its finding and never computed beside it, so the page and the server cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum, auto
from typing import Any, NamedTuple

LONGEST_WORDS = 200  # characters of a sentence of ours between two pieces of code


class Verdict(StrEnum):
    """What a check came to."""

    PASS = auto()
    FAIL = auto()
    SKIP = auto()  # not reached, or nothing to say about this request
    WARN = auto()
    OPEN = auto()  # could not be judged, because something that it takes was not given


PASS, FAIL, SKIP, WARN, OPEN = Verdict.PASS, Verdict.FAIL, Verdict.SKIP, Verdict.WARN, Verdict.OPEN


class OfField(str):
    """A sentence about what was typed into one field of a form.  field: its name, by which the page finds it."""

    field: str

    def __new__(cls, field: str, sentence: str) -> OfField:
        made = super().__new__(cls, sentence)
        made.field = field
        return made


class Compared(NamedTuple):
    """Two values that were laid beside each other.

    got: what came in (a claim, a context value).  wanted: what the policy or the provider asks for.
    got_from, wanted_from: where each came from, in the field's own words (`sub`, `StringEquals`).
    literal: whether `wanted` was compared character by character (False: it is a pattern with wildcards).
    got_each, wanted_each: the single values where `got` and `wanted` list several or hold variables, as a policy would write them.
    """

    got: str
    wanted: str
    got_from: str
    wanted_from: str
    literal: bool = True
    got_each: tuple[str, ...] = ()
    wanted_each: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A verdict, the sentence that says it, its reasons, and the place it judges.

    name: what was checked ("Signature", "Action"); stable, shown as a title and usable as an identifier.
    says: one sentence, lower case, no full stop, the reader's own values as `{}` inside backticks; `values` fills them.
    reasons: the findings this one rests on, in the order in which they were made.
    document, pointer: the document judged ("trust policy") and the place in it, an RFC 6901 JSON pointer.
    """

    name: str
    verdict: Verdict
    says: str
    values: tuple[object, ...] = ()
    reasons: tuple[Finding, ...] = ()
    document: str = ""
    pointer: str = ""
    compared: Compared | None = None

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values) if self.values else self.says

    @property
    def passed(self) -> bool:
        """Whether this holds; a warning holds."""
        return self.verdict is PASS or self.verdict is WARN

    def walk(self) -> Iterator[Finding]:
        """This finding and everything under it, depth first."""
        yield self
        for reason in self.reasons:
            yield from reason.walk()


def standing_alone(sentence: str) -> str:
    """A sentence as it stands on a page: with a capital and, unless it asks, a full stop."""
    return f"{sentence[:1].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"


def in_words(reason: str) -> tuple[str, tuple[str, ...]]:
    """The reason that an error gives, its code in backticks, as a finding says it: a template and its values.

    Where a reader's own text may stand outside of the backticks, all of it is one value: a template is kept, and that would be theirs.
    """
    parts = reason.split("`")
    if len(parts) % 2 == 0 or any(len(part) > LONGEST_WORDS or "{" in part or "}" in part for part in parts[::2]):
        return "{}", (reason,)
    return "`{}`".join(parts[::2]), tuple(parts[1::2])


def first_failed(findings: tuple[Finding, ...]) -> Finding | None:
    """The finding that stopped the chain, or None."""
    return next((finding for finding in findings if finding.verdict is FAIL), None)


def tally(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many passed, failed, were left open and were not reached. What passed with a warning passed."""
    verdicts = [PASS if finding.passed else finding.verdict for finding in findings]
    return {verdict.value: verdicts.count(verdict) for verdict in (PASS, FAIL, OPEN, SKIP)}


def to_data(finding: Finding) -> dict[str, Any]:
    """The finding as JSON-ready data; values become text."""
    data: dict[str, Any] = {"name": finding.name, "verdict": finding.verdict, "says": finding.says}
    if finding.values:
        data["values"] = [str(value) for value in finding.values]
    if finding.reasons:
        data["reasons"] = [to_data(reason) for reason in finding.reasons]
    if finding.document:
        data["document"] = finding.document
    if finding.pointer:
        data["pointer"] = finding.pointer
    if finding.compared:
        data["compared"] = list(finding.compared)
    return data


def from_data(data: dict[str, Any]) -> Finding:
    """The finding that `to_data` wrote."""
    return Finding(
        data["name"],
        Verdict(data["verdict"]),
        data["says"],
        tuple(data.get("values", ())),
        tuple(from_data(reason) for reason in data.get("reasons", ())),
        data.get("document", ""),
        data.get("pointer", ""),
        _compared(data["compared"]) if data.get("compared") else None,
    )


def _compared(fields: list[Any]) -> Compared:
    """The two values; lists, which JSON made of tuples, become tuples again."""
    told: list[Any] = [tuple(field) if isinstance(field, list) else field for field in fields]
    return Compared(*told)
