"""Whom each stand-in's tokens are for and about, in one account: what a role's policies name."""

from __future__ import annotations

from playground.stand_ins.catalogue import BY_SLUG as STAND_INS
from playground.stand_ins.jobs import job
from playground.stand_ins.people import PEOPLE
from playground.stand_ins.registrations import audience
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS


def audience_of(slug: str, account_id: str) -> str:
    """What a trust policy of this account compares."""
    return WORKLOADS[slug].audience if slug in WORKLOADS else audience(slug, account_id)


def subjects_of(slug: str, account_id: str) -> dict[str, str]:
    """Who there is at the stand-in, by name, and what its tokens say of them: each has a folder in the bucket."""
    if slug in WORKLOADS:
        usual = job(slug, account_id, {}, {})
        return {"The job": str(usual.workload.claims(usual.run(0))["sub"])}
    return {person.given_name: STAND_INS[slug].user_id(person) for person in PEOPLE}
