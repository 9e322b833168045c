"""The changes of the policies that were given which would let the call or the request through, and the fields that they stand in."""

from __future__ import annotations

from playground.diagnose.examine import Diagnosis
from playground.editor.fixes import Fix
from playground.editor.fixes import fixes as found_fixes

FIELDS = {
    "TRUST": "trust",
    "IDENTITY": "policy",
    "SESSION": "session_policy",
    "BOUNDARY": "boundary",
    "RESOURCE": "bucket_policy",
}


def fixes(found: Diagnosis) -> tuple[Fix, ...]:
    """The changes, the smallest first; none where no policy is what stands in the way."""
    failed = found.failed
    if failed is None or found.undecided:
        return ()
    decided = found.trust if failed.name == "Trust policy" else found.request if failed.name == found.setup.action else None
    if decided is None or decided.decision.allowed:
        return ()
    return found_fixes(decided.request, decided.policies, decided.decision)


def texts(fix: Fix) -> dict[str, str]:
    """The documents after the fix, by the form's fields."""
    return {FIELDS[one.kind]: one.text for one in fix.changed}
