"""A job or a pod at a workload's stand-in: checked when it is made, carried by a ticket, and given its token.

The ticket is what GitHub calls ACTIONS_ID_TOKEN_REQUEST_TOKEN: it says which job asks.  Nothing is stored; it is sealed.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from playground.sandbox.seed import role_arn
from playground.sealing import InvalidToken, seal, unseal
from playground.stand_ins.breaking.applying import in_compact_form
from playground.stand_ins.breaking.ways import About
from playground.stand_ins.consent import WHOLE, NotUnderstood, Wrong, checked, wrong_of
from playground.stand_ins.registrations import ACCOUNT_ID, another_account
from playground.stand_ins.tokens.id_token import unsigned_token
from playground.stand_ins.workload import Field, Given, Run, Workload
from playground.stand_ins.workloads import BY_SLUG

TICKET_LIFETIME = 6 * 3600  # seconds; the longest that GitHub lets a job run
TOLD = 100  # characters of a value that a sentence repeats
TEAM = re.compile(r"team-([0-9]{12})(?![0-9])")


@dataclass(frozen=True)
class Job:
    """slug: of the workload's stand-in.  given: the form.  wrong: what is to be wrong with its token."""

    slug: str
    account_id: str
    given: Given
    wrong: Wrong = WHOLE

    @property
    def workload(self) -> Workload:
        """Where it runs."""
        return BY_SLUG[self.slug]

    def run(self, now: float | None = None) -> Run:
        """It, at a moment."""
        return Run(self.account_id, self.given, int(time.time() if now is None else now))

    def ticket(self) -> str:
        """What it proves itself with."""
        return seal(json.dumps({**asdict(self), "until": int(time.time()) + TICKET_LIFETIME}).encode())

    def asking_for(self, audience: str) -> Job:
        """It, with the audience of its request; for a request that names none, with the one that its issuer then puts in."""
        unasked = self.workload.unasked
        wanted = audience or (unasked(self.given) if unasked else "")
        return replace(self, given={**self.given, "audience": wanted}) if wanted else self

    def token(self, now: float | None = None) -> str:
        """Its token."""
        run, workload = self.run(now), self.workload
        claims = {"iss": workload.issuer_of(self.account_id), **workload.claims(run)}
        theirs = another_account(self.account_id)
        token = unsigned_token(claims, self.account_id, {"aud": f"https://example.com/{theirs}"})
        if workload.signing:
            algorithm, keys = workload.signing(run)
            token = replace(token, keys=keys).with_header(alg=algorithm, kid=keys[0].kid)
        about = About("photo-app", "Engineering", "987654", role_arn(self.slug, self.account_id))
        return in_compact_form(token, self.wrong, about)


def job(slug: str, account_id: str, typed: Mapping[str, str], wrong: Mapping[str, Any]) -> Job:
    """A job as the form describes it.  Fields that are not typed stand as they are at first.  Raises NotUnderstood."""
    workload = BY_SLUG[slug]
    if not ACCOUNT_ID.fullmatch(account_id):
        raise NotUnderstood(f"`{account_id}` is no account id; an account id is 12 digits")
    standard = workload.standard(account_id)
    given = {field.name: _checked(field, typed.get(field.name, standard[field.name]), account_id) for field in workload.fields}
    if workload.check:
        workload.check(given)
    return Job(slug, account_id, given, checked("jwt", **wrong))


def job_of(slug: str, ticket: str, now: float | None = None) -> Job | None:
    """The job that a ticket is of; None for one that we did not give out at this stand-in, or that is over."""
    moment = time.time() if now is None else now
    try:
        data = json.loads(unseal(ticket))
    except (InvalidToken, ValueError):
        return None
    if not isinstance(data, dict) or data.get("slug") != slug or data["until"] < moment:
        return None
    return Job(slug, data["account_id"], data["given"], wrong_of(data["wrong"]))


def _told(value: str) -> str:
    """What stands in a field, not longer than a sentence bears."""
    if not value:
        return "is empty"
    return f"is `{value}`" if len(value) <= TOLD else f"has {len(value):,} characters and begins with `{value[:TOLD]}`"


def _checked(field: Field, typed: str, account_id: str) -> str:
    """What was typed into a field.  Another account's team is not anybody's to be: on GitHub, too, a name has one owner."""
    value = typed.strip()
    if not value and field.may_be_empty:
        return value
    if field.choices and value not in field.choices:
        offered = ", ".join(f"`{choice}`" for choice in field.choices)
        raise NotUnderstood(f"{field.label} is `{value}`, and should be one of {offered}", field.name)
    if field.most and len(value) > field.most:
        raise NotUnderstood(f"{field.label}: there are {len(value):,} characters, and there may be {field.most:,}", field.name)
    if not field.choices and not re.fullmatch(field.pattern, value):
        example = (field.standard or field.note).replace("{account}", account_id)
        raise NotUnderstood(f"{field.label} {_told(value)}, and should be like `{example}`", field.name)
    team = TEAM.search(value)
    if team and team[1] != account_id:
        says = f"`{value}` is somebody else's team; yours is `team-{account_id}`, and other names are free"
        raise NotUnderstood(says, field.name)
    return value
