"""A diagnosis as data and as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.telling import beside_the_record, first_sentence, then
from playground.editor.fixes import Fix
from playground.explain import Finding, standing_alone, to_data
from playground.iam.statement import DENIES
from playground.iam.why import because
from playground.sandbox.assuming.trust import NAME as TRUST_POLICY

MARKS = {"pass": "ok    ", "fail": "FAILED", "skip": "-     ", "warn": "note  ", "open": "open  "}


def sentence(finding: Finding) -> str:
    """The finding's words with a capital and a full stop."""
    return standing_alone(finding.sentence)


def as_data(found: Diagnosis) -> dict[str, Any]:
    """JSON-ready: verdict (allowed, denied, undecided), summary, AWS's error, the checks, what would fail next, the fixes."""
    error = None if found.undecided else found.refusal
    return {
        "verdict": "allowed" if found.allowed else "undecided" if found.undecided else "denied",
        "summary": sentence(first_sentence(found)),
        "error": {"code": error.code, "message": error.message, "status": error.status, "confirmed": error.confirmed}
        if error
        else None,
        "checks": [{"sentence": sentence(one), **to_data(one)} for one in found.chain],
        "record": sentence(beside) if (beside := beside_the_record(found)) else None,
        "then": sentence(next_) if (next_ := then(found)) else None,
        "fixes": [_fix(fix) for fix in fixes(found)],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"sentence": fix.sentence, "cautions": [one.sentence for one in fix.cautions], "documents": texts(fix)}


def as_lines(found: Diagnosis) -> Iterator[str]:
    """What a terminal shows."""
    yield sentence(first_sentence(found))
    if found.refusal and not found.undecided:
        yield f"AWS says: {found.refusal.code}: {found.refusal.message}"
        if not found.refusal.confirmed:
            yield "(these words are not AWS's own: it has not published them)"
    if found.setup.pasted.note:
        yield f"Note: {found.setup.pasted.note}."
    beside = beside_the_record(found)
    if beside:
        yield sentence(beside)
    yield ""
    for one in found.chain:
        yield f"{MARKS[one.verdict]}  {one.name}: {one.sentence}"
        if one.verdict == "fail":
            yield from _below(_why(found, one), one.sentence)
    later = then(found)
    if later:
        yield f"\nOnce that is mended: {sentence(later)}"
    for fix in fixes(found):
        yield f"\nFix: {fix.sentence}"
        for changed in fix.changed:
            if len(found.setup.policies) > 1 and changed.note:
                yield f"    in {changed.note}:"
            yield from (f"    {line}" for line in changed.lines)
        yield from (f"    Careful: {caution.sentence}." for caution in fix.cautions)


def _why(found: Diagnosis, failed: Finding) -> Finding:
    """Of a decision, the statement or the element that refused it; of any other check, itself."""
    decided = {TRUST_POLICY: found.trust, found.setup.action: found.request}.get(failed.name)
    return failed if decided is None or decided.decision.allowed else because(decided.decision)


def _below(failed: Finding, said: str) -> Iterator[str]:
    if failed.sentence != said:
        yield f"        {failed.sentence}"
    if failed.says == DENIES:  # why it applies: what it asks for is so
        reasons = [one for one in failed.reasons if one.name == "Condition" or "`Not" in one.says]
        yield from (f"        {reason.sentence}" for reason in reasons)
    if failed.compared:
        width = max(len(failed.compared.got_from), len(failed.compared.wanted_from)) + 2
        yield f"        {failed.compared.got_from + ':':{width}}{failed.compared.got}"
        yield f"        {failed.compared.wanted_from + ':':{width}}{failed.compared.wanted}"
    if failed.document and failed.pointer:
        yield f"        in the {failed.document}, at {failed.pointer}"
