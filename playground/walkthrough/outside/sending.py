"""Steps 3 and 5 where the calls go outside: what keeps one from being sent, and what becomes of its answer."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from datetime import datetime

from playground.walkthrough.journey import Journey
from playground.walkthrough.outside import calling
from playground.walkthrough.outside.granted import read_policies
from playground.walkthrough.outside.reading import beside_the_call, beside_the_use, read_again
from playground.walkthrough.outside.state import Outside

DEMO = (
    "real AWS fetches an issuer’s keys, or asks the provider, over public https; a demo token is signed by this site alone, "
    "and is refused there; sign in live first"
)
OVER = "the token was over and is forgotten; sign in again"
NONE_LEFT = "there are no credentials any more; call again"


def why_not_sent(journey: Journey, outside: Outside) -> str:
    """Why the call of step 3 is not sent to the target, in a sentence; "" when it is."""
    sign_in = journey.sign_in
    if sign_in is None or sign_in.forgotten:
        return OVER
    return DEMO if sign_in.demo and outside.where.kind == "aws" else ""


def send_call(journey: Journey, outside: Outside) -> str:
    """AssumeRoleWithWebIdentity with the draft of step 3. Answers what kept it from that."""
    problem = why_not_sent(journey, outside)
    if problem:
        return problem
    assert journey.sign_in is not None
    outside.begin_anew()
    outside.sent = asdict(replace(journey.draft, RoleArn=outside.where.role_arn))
    outside.answer = calling.assume(journey.account_id, outside.where, journey.sign_in.token, journey.draft)
    ends = outside.credentials.get("Expiration")
    outside.expires = datetime.fromisoformat(ends).timestamp() if ends else 0.0
    beside_the_call(journey, outside, outside.answer)
    return ""


def send_use(journey: Journey, outside: Outside, given: dict[str, str]) -> str:
    """One request of step 5. Answers what kept it from that."""
    if not outside.credentials:
        return NONE_LEFT
    outside.given = given
    outside.used = calling.use(journey.account_id, outside.where, outside.credentials, given)
    beside_the_use(journey, outside, outside.used)
    return ""


def read_from_iam(journey: Journey, outside: Outside) -> None:
    """Reads the role's policies with the credentials. What IAM does not give stays as it was."""
    granted = read_policies(journey.account_id, outside.where, outside.credentials)
    outside.missing = granted.missing
    if granted.trust:
        outside.trust, outside.longest = granted.trust, granted.longest
    if granted.policies is not None:
        outside.policies, outside.boundary = granted.policies, granted.boundary
    if granted.trust or granted.policies is not None:
        outside.read_at = time.time()
    read_again(journey, outside)
