"""Step 3, for a target: the same form, the role as far as it is known, and what leaves this machine."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from playground.editor.text import KINDS
from playground.explain import FAIL, Finding
from playground.iam import MalformedPolicy, parse_policy
from playground.iam.lint import Remark
from playground.walkthrough.editing.documents import remarks_shown
from playground.walkthrough.effective import effective
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen
from playground.walkthrough.outside.reading import real_role, secure
from playground.walkthrough.outside.sending import why_not_sent
from playground.walkthrough.outside.state import Outside
from playground.walkthrough.steps import build_call as sandbox
from playground.walkthrough.token.in_session import Asking

NO_BUCKET = "your-bucket"


def context(journey: Journey) -> dict[str, Any]:
    """As in the sandbox, but for what is the target's."""
    outside = chosen(journey)
    assert outside is not None
    target = outside.where
    account = real_role(outside, "").account(target.region)
    (role,) = account.roles.values()
    known = role if outside.policies else None
    permissions = next(iter(outside.policies.values())) if len(outside.policies) == 1 else ""
    return {
        **sandbox.context(journey),
        "outside": outside,
        "permissions": permissions,
        "remarks_on": {"trust": _remarks(outside.trust, "trust"), "permissions": _remarks(permissions, "identity")},
        "objections": _objections(outside),
        "role": role if outside.longest else None,
        "slider": sandbox.slider(role if outside.longest else None, journey.draft.DurationSeconds),
        **effective(journey, account, known, None, target.bucket or NO_BUCKET, Asking(time.time(), secure(target, "s3"))),
        "useless": why_not_sent(journey, outside),
    }


def _remarks(text: str, kind: str) -> list[Remark] | None:
    """For browsers without a script to ask for them; None where nobody gave a policy."""
    return remarks_shown(text, KINDS[kind]) if text else None


def _objections(outside: Outside) -> list[Finding]:
    """What AWS would say against the policies as they are known."""
    found = []
    named = [("trust policy", "trust", outside.trust), *((name, "identity", text) for name, text in outside.policies.items())]
    for name, kind, text in named:
        try:
            if text.strip():
                parse_policy(text, KINDS[kind])
        except MalformedPolicy as error:
            found.append(Finding(name, FAIL, "the {} cannot be read: {}", (name, str(error).rstrip("."))))
    return found


def _answered(journey: Journey | None) -> bool:
    outside = chosen(journey)
    return bool(outside and outside.answer)


def note(journey: Journey | None) -> str:
    """Whether the call is ready."""
    ready, outside = sandbox.note(journey), chosen(journey)
    if journey is None or outside is None or sandbox.needs(journey):
        return ready
    return "cannot be sent" if why_not_sent(journey, outside) else "sent" if outside.answer else "ready"


def state(journey: Journey | None) -> str:
    """Done once it was sent."""
    return "done" if _answered(journey) else "todo"


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


STEP = replace(sandbox.STEP, stands=stands, context=context)
