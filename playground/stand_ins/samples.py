"""What a whole token of each stand-in says: the claims, or the answer of tokeninfo or debug_token.  For showing; nothing is minted."""

from __future__ import annotations

from typing import Any

from playground.stand_ins.catalogue import BY_SLUG as STAND_INS
from playground.stand_ins.identity_pool.form import POOL
from playground.stand_ins.identity_pool.ids import Pool, identity_of_login
from playground.stand_ins.identity_pool.logins import USER_POOL_LOGIN, Login
from playground.stand_ins.identity_pool.token import claims_of
from playground.stand_ins.jobs import job
from playground.stand_ins.people import MAYA
from playground.stand_ins.registrations import registration_for
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS


def sample_of(slug: str, account_id: str, now: int) -> dict[str, Any]:
    """The claims for an account.  now: seconds since 1970.  Raises KeyError for a stand-in that does not exist."""
    if slug in WORKLOADS:
        usual = job(slug, account_id, {}, {})
        return {"iss": usual.workload.issuer_of(account_id), **usual.workload.claims(usual.run(now))}
    if slug == POOL.slug:
        pool = Pool(account_id, tags=True)
        app = registration_for("user-pool", account_id).client_id
        login = Login(USER_POOL_LOGIN, MAYA.cognito_sub, app, MAYA.department)
        return claims_of(identity_of_login(pool, login.provider, login.subject), login, now)
    stand_in = STAND_INS[slug]
    if stand_in.kind == "jwt":
        dates = dict.fromkeys(stand_in.dated, now) | {"exp": now + stand_in.lifetime}
        return {"iss": stand_in.issuer, **stand_in.claims(MAYA, account_id, stand_in.scopes), **dates}
    return _opaque(slug, account_id, now)


def _opaque(slug: str, account_id: str, now: int) -> dict[str, Any]:
    stand_in, app = STAND_INS[slug], registration_for(slug, account_id)
    user = {"user_id": stand_in.user_id(MAYA), "app_id": app.app_id}
    if slug == "amazon":
        return {"iss": "https://www.amazon.com", "aud": app.client_id, **user, "iat": now, "exp": stand_in.lifetime}
    return {**user, "is_valid": True, "issued_at": now, "expires_at": now + stand_in.lifetime}
