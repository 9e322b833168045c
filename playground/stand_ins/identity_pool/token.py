"""The token of an identity, ten minutes long.  https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from joserfc.jwk import RSAKey

from playground.sandbox.seed import role_arn
from playground.stand_ins.breaking.applying import in_compact_form
from playground.stand_ins.breaking.ways import About
from playground.stand_ins.consent import WHOLE, Wrong
from playground.stand_ins.identity_pool.ids import Identity, Pool
from playground.stand_ins.identity_pool.logins import Login
from playground.stand_ins.keys import retired_key, signing_key
from playground.stand_ins.registrations import another_account
from playground.stand_ins.tokens.id_token import IdToken

ISSUER = "https://cognito-identity.amazonaws.com"
LIFETIME = 600  # seconds
ALGORITHM = "RS512"
TAGS, POOL_ARN = "https://aws.amazon.com/tags", "https://cognito-identity.amazonaws.com/identity-pool-arn"


def claims_of(identity: Identity, login: Login | None, now: int) -> dict[str, Any]:
    """What the token of an identity says.  login: None for a guest.  now: seconds since 1970."""
    pool = identity.pool
    return {
        "sub": identity.id,
        "aud": pool.id,
        "amr": login.amr if login else ["unauthenticated"],
        "iss": ISSUER,
        **(_tags(pool, login) if login and pool.tags else {}),
        "exp": now + LIFETIME,
        "iat": now,
    }


def token_of(identity: Identity, login: Login | None, now: int, wrong: Wrong = WHOLE) -> str:
    """What GetOpenIdToken hands over."""
    pool, claims = identity.pool, claims_of(identity, login, now)
    keys = _of_any_algorithm(signing_key()), _of_any_algorithm(retired_key())
    theirs = {"aud": Pool(another_account(pool.account_id), pool.tags).id}
    header = {"kid": keys[0].kid, "typ": "JWS", "alg": ALGORITHM}
    token = replace(IdToken(header, claims, pool.account_id, theirs), keys=keys)
    about = About("photo-app", "Engineering", "987654", role_arn("identity-pool", pool.account_id))
    return in_compact_form(token, wrong, about)


def _tags(pool: Pool, login: Login) -> dict[str, Any]:
    tags = {"provider": [login.provider], **({"department": [login.department]} if login.department else {})}
    return {TAGS: {"principal_tags": tags, "transitive_tag_keys": []}, POOL_ARN: pool.arn}


def _of_any_algorithm(key: RSAKey) -> RSAKey:
    """The same key; ours are marked for RS256, and Cognito signs with RS512."""
    return _unmarked(key.kid or "", key.as_pem(private=True))


@lru_cache(maxsize=8)
def _unmarked(kid: str, pem: bytes) -> RSAKey:
    return RSAKey.import_key(pem, {"kid": kid, "use": "sig"})
