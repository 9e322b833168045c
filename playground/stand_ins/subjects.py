"""Whom each stand-in's tokens are for and about, in one account: what a role's policies name."""

from __future__ import annotations

from playground.stand_ins.catalogue import BY_SLUG as STAND_INS
from playground.stand_ins.identity_pool.form import POOL
from playground.stand_ins.identity_pool.ids import Pool, identity_of_login
from playground.stand_ins.identity_pool.logins import USER_POOL_LOGIN
from playground.stand_ins.jobs import job
from playground.stand_ins.people import PEOPLE
from playground.stand_ins.registrations import audience
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS


def audiences_of(slug: str, account_id: str) -> tuple[str, ...]:
    """What a trust policy of this account compares."""
    if slug == POOL.slug:
        return (Pool(account_id).id, Pool(account_id, tags=True).id)
    return (WORKLOADS[slug].audience if slug in WORKLOADS else audience(slug, account_id),)


def subjects_of(slug: str, account_id: str) -> dict[str, str]:
    """Who there is at the stand-in, by name, and what its tokens say of them: each has a folder in the bucket."""
    if slug in WORKLOADS:
        usual = job(slug, account_id, {}, {})
        return {"The job": str(usual.workload.claims(usual.run(0))["sub"])}
    if slug == POOL.slug:
        pool = Pool(account_id)
        return {one.given_name: identity_of_login(pool, USER_POOL_LOGIN, one.cognito_sub).id for one in PEOPLE}
    return {person.given_name: STAND_INS[slug].user_id(person) for person in PEOPLE}
