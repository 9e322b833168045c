"""The changes of what was given which would let the call or the request through, and the fields that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.diagnose.examine import Diagnosis
from playground.editor.fixes import Fix
from playground.editor.fixes import fixes as found_fixes
from playground.iam.repair import Words

FIELDS = {
    "TRUST": "trust",
    "IDENTITY": "policy",
    "SESSION": "session_policy",
    "BOUNDARY": "boundary",
    "RESOURCE": "bucket_policy",
}


MOST = 43_200  # seconds, the highest MaxSessionDuration


@dataclass(frozen=True)
class Setting(Fix):
    """A change of something that is no policy. fields: of the form."""

    fields: Mapping[str, str] = field(default_factory=dict)


def fixes(found: Diagnosis) -> tuple[Fix, ...]:
    """The changes, the smallest first; none where nothing that was given stands in the way."""
    failed = found.failed
    if failed is None or found.undecided:
        return ()
    if failed.name == "Duration":
        return _durations(found.setup.seconds, found.role.max_session_duration)
    decided = found.trust if failed.name == "Trust policy" else found.request if failed.name == found.setup.action else None
    if decided is None or decided.decision.allowed:
        return ()
    return found_fixes(decided.request, decided.policies, decided.decision)


def texts(fix: Fix) -> dict[str, str]:
    """The documents after the fix, by the form's fields."""
    documents = {FIELDS[one.kind]: one.text for one in fix.changed}
    return documents | dict(fix.fields) if isinstance(fix, Setting) else documents


def _durations(wanted: int, most: int) -> tuple[Fix, ...]:
    """Less time, or a role that gives more."""
    less = Setting(Words("ask for at most `{}` seconds", (str(most),)), (), (), {"duration": str(most)})
    if wanted > MOST:
        return (less,)
    words = Words("raise the role's MaxSessionDuration to `{}` seconds", (str(wanted),))
    caution = Words("every session of this role may then be so long, and temporary credentials cannot be taken back one by one")
    return less, Setting(words, (), (caution,), {"max_session_duration": str(wanted)})
