"""Step 4: what STS answered, and why."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings

from playground.documents import write_json
from playground.explain import FAIL, Finding, from_data, tally
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.gate_words import OF_STS
from playground.sandbox.headlines import headline
from playground.sandbox.seed import bucket_name
from playground.tokens.checks.dates import TOLERANCE
from playground.walkthrough.carrying import Place, carried
from playground.walkthrough.journey import Journey, Outcome
from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.remedies import of_call
from playground.walkthrough.step import Step
from playground.walkthrough.steps.build_call import account_of
from playground.walkthrough.timeline import LONGEST, then
from playground.walkthrough.token.holder import answer_of, folder_of
from playground.wire.loose import mask
from playground.wire.masking import mask_body

MOST_HOURS = 6  # that the drawing of the clocks names
SAME_WORDS = "Not authorized to perform sts:AssumeRoleWithWebIdentity"  # what AWS says whatever keeps a role from a token


def context(journey: Journey) -> dict[str, Any]:
    """The answer, or the refusal with its chain."""
    outcome = answered(journey)
    finding, event = from_data(outcome.finding), write_json(outcome.event) if outcome.event else ""
    shared = {
        "outcome": outcome,
        "chain": finding.reasons,
        "tally": tally(finding.reasons),
        "xml": pretty_xml(mask_body("text/xml", outcome.xml)),
        "event": event,
        "event_marks": _event_marks(outcome, event),
    }
    return shared | (_granted(journey, outcome) if outcome.credentials else _refused(journey, outcome, finding))


def answered(journey: Journey) -> Outcome:
    """The outcome of a journey that has one."""
    assert journey.outcome is not None
    return journey.outcome


def _granted(journey: Journey, outcome: Outcome) -> dict[str, Any]:
    sign_in = journey.sign_in
    account = account_of(journey)
    role = account.role_with_arn(outcome.draft["RoleArn"])
    credentials, fields = outcome.credentials, outcome.fields
    return {
        "credentials": credentials,
        "secret_masked": mask(credentials["SecretAccessKey"]),
        "token_masked": mask(credentials["SessionToken"]),
        "token_length": len(credentials["SessionToken"]),
        "fields": fields,
        "role_name": outcome.draft["RoleArn"].rpartition("/")[2],
        "provider": BY_SLUG[sign_in.slug] if sign_in else None,
        "sign_in": sign_in,
        "clocks": clocks(outcome, sign_in.expires_at if sign_in else outcome.at, role.max_session_duration if role else 3600),
        "narrowed": bool(outcome.draft["Policy"] or outcome.draft["PolicyArns"]),
        "over": time.time() >= expires(outcome),
        "carried": carried(
            credentials["AccessKeyId"],
            outcome.draft,
            Place(settings.AWS_URL, settings.AWS_REGION, f"{bucket_name(journey.account_id)}/{folder_of(journey)}"),
        ),
        "asked_seconds": int(outcome.draft["DurationSeconds"] or 3600),
        "later_most": _last_minute(outcome, sign_in.expires_at if sign_in else 0),
        **later(journey, str(int((time.time() - outcome.at) // 60))),
    }


def _last_minute(outcome: Outcome, token_ends: float) -> int:
    """How far the slider goes: half an hour beyond the later end, of what `later` answers to."""
    last = max(expires(outcome), min(token_ends, outcome.at + LONGEST), outcome.at + 900) + 1800
    return min(int(last - outcome.at), LONGEST) // 60


def later(journey: Journey, minutes: str) -> dict[str, Any]:
    """What would come of it that many minutes after the call."""
    outcome = answered(journey)
    number = min(int(minutes), LONGEST // 60) if minutes.isascii() and minutes.isdigit() and len(minutes) < 7 else 0
    moment = outcome.at + number * 60
    return {"later": then(journey, moment), "later_minutes": number, "later_moment": moment, "later_after": number * 60}


def expires(outcome: Outcome) -> float:
    """When the credentials end; seconds since 1970."""
    return outcome.at + int(outcome.draft["DurationSeconds"] or 3600)


def clocks(outcome: Outcome, token_ends: float, most: int) -> dict[str, Any]:
    """Three lives on one line: the token's, the credentials', and the longest that the role allows. Positions in percent."""
    now, start = time.time(), outcome.at
    ends, longest = expires(outcome), start + most
    first, last = min(start, token_ends) - 600, max(ends, longest, token_ends + TOLERANCE) + 600

    def place(moment: float) -> float:
        return round((min(max(moment, first), last) - first) / (last - first) * 100, 2)

    def bar(begin: float, end: float) -> dict[str, str]:
        return {"x": f"{place(begin)}%", "width": f"{max(0.3, place(end) - place(begin)):.2f}%"}

    return {
        "token": bar(first, token_ends),
        "grace": bar(token_ends, token_ends + TOLERANCE),
        "credentials": bar(start, ends),
        "role": bar(start, longest),
        "now": f"{place(now)}%",
        "hours": [(hour, f"{place(hour)}%") for hour in hours_between(first, last)],
        "token_ends": token_ends,
        "ends": ends,
        "longest": longest,
        "most": most,
        "at": now,
        "token_first": token_ends < ends,
    }


def hours_between(first: float, last: float) -> list[int]:
    """Full hours to tell the time by, not more than a telephone has room for; none where they would be days."""
    step = next((one * 3600 for one in (1, 2, 3, 4, 6, 12) if (last - first) / 3600 / one <= MOST_HOURS), 0)
    edge = (last - first) / 25  # what stands at the very ends would be cut off
    return [hour for hour in range(int(first // step * step), int(last - edge), step) if hour > first + edge] if step else []


def _refused(journey: Journey, outcome: Outcome, finding: Finding) -> dict[str, Any]:
    gate = next((number for number, one in enumerate(finding.reasons, 1) if one.verdict is FAIL), 0)
    failed = finding.reasons[gate - 1] if gate else finding
    role = outcome.draft["RoleArn"].rpartition("/")[2]
    return {
        "gate": gate,
        "gates": len(finding.reasons),
        "failed": failed,
        "role_name": role,
        "headline": headline(failed, role, answer_of(journey) if journey.sign_in else {}),
        "remedies": of_call(journey),
        "words": OF_STS,
        "same_words": outcome.message == SAME_WORDS,
    }


def _event_marks(outcome: Outcome, event: str) -> dict[int, str]:
    """The lines of the record in which the subject stands, and the one that hides the reason."""
    if not outcome.event:
        return {}
    subject = outcome.event.get("userIdentity", {}).get("userName", "")
    return {
        n: "lit" for n, line in enumerate(event.split("\n"), 1) if (subject and subject in line) or '"errorMessage"' in line
    }


def note(journey: Journey | None) -> str:
    """What came back."""
    if journey is None or journey.outcome is None:
        return "needs a call"
    outcome = journey.outcome
    if not outcome.credentials:
        return f"{outcome.status} {outcome.code}"
    left = expires(outcome) - time.time()
    return f"credentials for {int(left // 60)} min" if left > 0 else "credentials have ended"


def state(journey: Journey | None) -> str:
    """Done with credentials, failed with a refusal."""
    if journey is None or journey.outcome is None:
        return "todo"
    return "done" if journey.outcome.credentials else "fail"


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


def needs(journey: Journey | None) -> str:
    """A call."""
    return "" if journey and journey.outcome else "Nothing was asked of STS yet. Build the call and send it."


STEP = Step(4, "answer", "Read the answer", "steps/read_answer.html", stands, needs, context)
