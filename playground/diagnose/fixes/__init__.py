"""The changes of what was given which would let the call or the request through, and the fields that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.diagnose.chain.session_request import unnamed
from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes import audience, dates, provider, roles
from playground.diagnose.fixes.setting import Attempt, Setting, that_help
from playground.editor.fixes import Fix
from playground.editor.fixes import fixes as found_fixes
from playground.iam.repair.repair import Words
from playground.sandbox.assuming.minting import UNNAMED

FIELDS = {
    "TRUST": "trust",
    "IDENTITY": "policy",
    "SESSION": "session_policy",
    "BOUNDARY": "boundary",
    "RESOURCE": "bucket_policy",
    "SERVICE_CONTROL": "service_control_policy",
    "RESOURCE_CONTROL": "resource_control_policy",
}


MOST = 43_200  # seconds, the highest MaxSessionDuration


def fixes(found: Diagnosis) -> tuple[Fix, ...]:
    """The changes, the smallest first; none where nothing that was given stands in the way."""
    failed = found.failed
    if failed is None or found.undecided:
        return ()
    if failed.name in _ATTEMPTS:
        return that_help(found, _ATTEMPTS[failed.name](found))
    decided = found.trust if failed.name == "Trust policy" else found.request if failed.name == found.setup.action else None
    if decided is None or decided.decision.allowed or (decided is found.request and unnamed(found.setup)):
        return ()
    offered = found_fixes(decided.request, decided.policies, decided.decision)
    return tuple(fix for fix in offered if not any(name in fix.sentence for name in _stand_ins(found)))


def _stand_ins(found: Diagnosis) -> tuple[str, ...]:
    """The names that stand here for what was not given: in a policy of somebody's they would name nobody."""
    setup, arn = found.setup, found.account.role_arn(found.role)
    session = f":assumed-role/{found.role.name}/{UNNAMED}"
    return (found.role.role_id, *(() if setup.role_arn else (arn,)), *(() if setup.session_name else (session,)))


def texts(fix: Fix) -> dict[str, str]:
    """The documents after the fix, by the form's fields."""
    documents = {FIELDS[one.kind]: one.text for one in fix.changed}
    return documents | dict(fix.fields) if isinstance(fix, Setting) else documents


def _durations(found: Diagnosis) -> Iterator[Attempt]:
    """Less time, or a role that gives more."""
    setup, most = found.setup, found.role.max_session_duration
    less = Setting(Words("ask for at most `{}` seconds", (str(most),)), (), (), {"duration": str(most)})
    yield Attempt(less, replace(setup, seconds=most))
    words = Words("raise the role's MaxSessionDuration to `{}` seconds", (str(setup.seconds),))
    caution = Words("every session of this role may then be so long, and temporary credentials cannot be taken back one by one")
    if setup.seconds <= MOST:
        more = Setting(words, (), (caution,), {"max_session_duration": str(setup.seconds)})
        yield Attempt(more, replace(setup, most_seconds=setup.seconds))


_ATTEMPTS = {
    "Registered provider": provider.attempts,
    "Dates": dates.attempts,
    "Audience": audience.attempts,
    "Roles claim": roles.attempts,
    "Duration": _durations,
}
