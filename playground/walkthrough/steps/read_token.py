"""Step 2: what the token says, how long it lives, and what our STS checks."""

from __future__ import annotations

import time
from typing import Any

from playground.documents import write_json
from playground.explain import FAIL, from_data, tally
from playground.providers.catalogue import BY_SLUG
from playground.tokens.checks.dates import TOLERANCE
from playground.tokens.checks.signature import SIGNATURE
from playground.tokens.claims import explain_claims
from playground.tokens.jwt import take_apart
from playground.walkthrough.journey import Journey, SignIn
from playground.walkthrough.step import Step
from playground.walkthrough.token.checks import check_token, provider_of, signed_in
from playground.walkthrough.token.lifetime import lifetime
from playground.walkthrough.token.tampering import Tampering, in_pieces, shown, tampering
from playground.walkthrough.visitors.forgetting import FORGOTTEN
from playground.wire.loose import mask

MOST = 20_000  # characters that STS takes


def context(journey: Journey) -> dict[str, Any]:
    """Everything that can be read of the token."""
    sign_in = signed_in(journey)
    now = time.time()
    verification = check_token(journey, now)
    answer = sign_in.answer.get("data", sign_in.answer) if sign_in.kind == "opaque" else sign_in.answer
    rows = explain_claims(provider_of(journey), answer, now)
    changed = tampering(journey, verification)
    checks = verification.finding.reasons
    return {
        "sign_in": sign_in,
        "provider": BY_SLUG[sign_in.slug],
        "length": len(sign_in.token),
        "most": MOST,
        "verification": verification,
        "checks": shown(checks, changed) if changed else checks,
        "changed": changed,
        "vouched": not any(check.name == SIGNATURE.name and check.verdict is FAIL for check in checks),
        "tally": tally(checks),
        "rows": [row for row in rows if row.used],
        "other_rows": [row for row in rows if not row.used],
        "life": life(sign_in, now) | {"looked_into": sign_in.kind == "opaque" or take_apart(sign_in.token).unverified_claims},
        "site_check": from_data(sign_in.site_check),
        **(parts(sign_in, changed) if sign_in.kind == "jwt" else {"masked": mask(sign_in.token)}),
    }


def parts(sign_in: SignIn, changed: Tampering | None = None) -> dict[str, Any]:
    """The three parts, bytes and meaning; the payload in pieces, of which the second is what was changed."""
    taken = take_apart(sign_in.token)
    return {
        "taken": taken,
        "header": write_json(taken.unverified_header),
        "payload": write_json(taken.unverified_claims),
        "pieces": in_pieces(write_json(taken.unverified_claims), changed) if changed else None,
        "claims": taken.unverified_claims or {},
    }


def life(sign_in: SignIn, now: float) -> dict[str, Any]:
    """The token's life, and where both its ends are known on a line: in percent of issued to the end of the five minutes' tolerance."""
    start, end = lifetime(sign_in)
    refused = None if end is None else end + (TOLERANCE if sign_in.kind == "jwt" else 0)
    told = {"issued": start, "now": now, "expires": end, "refused": refused, "left": None if end is None else end - now}
    return told if start is None or end is None or refused is None else told | _drawn(start, end, refused, now)


def _drawn(start: float, end: float, refused: float, now: float) -> dict[str, Any]:
    whole = max(refused - start, 1)

    def place(moment: float) -> float:
        return min(100.0, max(0.0, (moment - start) / whole * 100))

    return {"at_now": f"{place(now):.2f}", "at_end": f"{place(end):.2f}", "rest": f"{100 - place(end):.2f}"}


def stands(journey: Journey | None) -> tuple[str, str]:
    """Failed when a check fails; done once the call is under way. The note is what the checks say."""
    if journey is None or journey.sign_in is None:
        return "todo", "needs a token"
    if journey.sign_in.forgotten:
        return "fail", "the token is over"
    finding = check_token(journey).finding
    if finding.verdict is FAIL:
        return "fail", "one check fails"
    begun = journey.draft.RoleArn or journey.outcome
    return "done" if begun else "todo", f"all {len(finding.reasons)} checks pass"


def needs(journey: Journey | None) -> str:
    """A token."""
    if journey is None or journey.sign_in is None:
        return "There is no token yet. Sign in with one of the providers, and come back with one."
    return FORGOTTEN if journey.sign_in.forgotten else ""


STEP = Step(2, "token", "Read the token", "steps/read_token.html", stands, needs, context)
