"""What is asked on the pool's page: a guest, or somebody whom another provider vouches for, and which of the two pools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.stand_ins.consent import WHOLE, NotUnderstood, Wrong
from playground.stand_ins.identity_pool.ids import Pool, identity_of_login, new_guest
from playground.stand_ins.identity_pool.logins import GOOGLE_LOGIN, OPAQUE, USER_POOL_LOGIN, login_of
from playground.stand_ins.identity_pool.token import ISSUER, token_of
from playground.stand_ins.people import BY_SLUG as PEOPLE
from playground.stand_ins.tokens.mint import mint
from playground.stand_ins.workload import Field

GUEST, PLAIN, MAPPED = "guest", "photo-app", "photo-app, attributes become tags"
LOGINS = {USER_POOL_LOGIN: "user-pool", GOOGLE_LOGIN: "google", **OPAQUE}


@dataclass(frozen=True)
class PoolForm:
    """The pool as its page shows it."""

    slug: str = "identity-pool"
    name: str = "Amazon Cognito identity pool"
    tile: str = "identity-pool"
    host: str = "cognito-identity.amazonaws.com"
    title: str = "The pool gives out a token"
    honest: str = "This is not Cognito. We serve it, and we sign with our own keys."
    lede: str = (
        "Two calls to Cognito, and none of them signed: GetId names an identity, GetOpenIdToken hands over its token. A guest "
        "brings nothing; a user brings another provider’s token."
    )
    who: str = "person"
    fields: tuple[Field, ...] = (
        Field("person", "Who", GUEST, "A guest has amr unauthenticated, a user authenticated.", (GUEST, *PEOPLE)),
        Field("login", "Vouched for by", USER_POOL_LOGIN, "The key in Logins. A guest brings none.", tuple(LOGINS)),
        Field("pool", "Pool", PLAIN, "One maps what the provider knows to principal tags.", (PLAIN, MAPPED)),
    )

    def standard(self, account_id: str) -> dict[str, str]:
        """The form as it stands at first."""
        return {field.name: field.standard for field in self.fields}

    def issuer_of(self, account_id: str) -> str:
        """`iss` of its tokens."""
        return ISSUER

    def audience_of(self, account_id: str) -> str:
        """`aud` of its tokens."""
        return Pool(account_id).id


POOL = PoolForm()


def chosen(typed: Mapping[str, str]) -> dict[str, str]:
    """The form's values.  Raises NotUnderstood."""
    given = {field.name: typed.get(field.name, field.standard) for field in POOL.fields}
    for field in POOL.fields:
        if given[field.name] not in field.choices:
            offered = ", ".join(f"`{choice}`" for choice in field.choices)
            raise NotUnderstood(f"{field.label} is `{given[field.name]}`, and should be one of {offered}", field.name)
    return given


def pool_id_of(account_id: str, given: Mapping[str, str]) -> str:
    """The id of the pool that was chosen."""
    return Pool(account_id, given["pool"] == MAPPED).id


def logins_of(account_id: str, given: Mapping[str, str]) -> dict[str, str]:
    """What goes into Logins: the token of somebody who has just signed in with that provider; nothing for a guest."""
    if given["person"] == GUEST:
        return {}
    return {given["login"]: mint(LOGINS[given["login"]], given["person"], account_id)}


def token_at_once(account_id: str, given: Mapping[str, str], now: int, wrong: Wrong = WHOLE) -> str:
    """What the two calls come to, without the calls."""
    pool = Pool(account_id, given["pool"] == MAPPED)
    for provider, token in logins_of(account_id, given).items():
        login = login_of(account_id, provider, token, now)
        return token_of(identity_of_login(pool, login.provider, login.subject), login, now, wrong)
    return token_of(new_guest(pool), None, now, wrong)
