"""Makes tokens, for the token endpoint and for those who need one without a browser: one code path for both."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from playground.stand_ins.breaking import ADDITIONS, ID_TOKEN_BREAKAGES, OPAQUE_BREAKAGES
from playground.stand_ins.catalogue import BY_SLUG
from playground.stand_ins.consent import Consent, consent
from playground.stand_ins.id_token import id_token
from playground.stand_ins.models import AuthorizationCode
from playground.stand_ins.opaque_token import OpaqueToken, hand_out

GOOGLE_SCOPE = "openid email profile"
_ID_TOKEN = {way.slug: way for way in ID_TOKEN_BREAKAGES}
_OPAQUE = {way.slug: way for way in OPAQUE_BREAKAGES}


def mint(  # noqa: PLR0913  the choices of the consent page, a keyword each
    slug: str,
    person: str,
    account_id: str,
    *,
    breakage: str = "whole",
    leave_out: str = "",
    add: Sequence[str] = (),
    nonce: str = "",
    now: float | None = None,
) -> str:
    """What a person would hand to STS after signing in to the app of `account_id` at the stand-in `slug`.

    An ID token for Google, an access token for Amazon and Facebook.  now: seconds since 1970, None for the clock's.
    Raises ValueError for a stand-in, account, person or choice that does not exist.
    """
    if slug not in BY_SLUG:
        raise ValueError(f"there is no stand-in `{slug}`; there are {', '.join(BY_SLUG)}")
    stand_in = BY_SLUG[slug]
    chosen = consent(stand_in.kind, person, breakage, leave_out, add)
    moment = time.time() if now is None else now
    if stand_in.kind == "jwt":
        return new_id_token(chosen, account_id, scope=GOOGLE_SCOPE, nonce=nonce, now=moment)
    return new_access_token(slug, chosen, account_id, scope=" ".join(stand_in.scopes[:2]), now=moment)


def new_id_token(chosen: Consent, account_id: str, *, scope: str, nonce: str = "", access_token: str = "", now: float) -> str:
    """An ID token, broken as it was chosen."""
    way = _ID_TOKEN[chosen.breakage]
    token = id_token(chosen.who, account_id, scope, nonce, access_token, int(now))
    for addition in ADDITIONS:
        if addition.slug in chosen.add:
            token = token.with_claims(addition.claims(chosen.who, account_id))
    token = way.change(token).without_claim(chosen.leave_out)
    return way.after(way.seal(token))


def new_access_token(
    slug: str,
    chosen: Consent,
    account_id: str,
    *,
    scope: str,
    now: float,
    code: AuthorizationCode | None = None,
    refresh_token: str = "",
) -> str:
    """An access token, its row kept.  Broken as it was chosen when it is opaque; beside an ID token always whole."""
    issued_at = datetime.fromtimestamp(int(now), UTC)
    expires_at = issued_at + timedelta(seconds=BY_SLUG[slug].lifetime)
    token = OpaqueToken(slug, account_id, chosen.person, scope, issued_at, expires_at)
    way = _OPAQUE[chosen.breakage if BY_SLUG[slug].kind == "opaque" else "whole"]
    return way.after(hand_out(way.change(token), code=code, refresh_token=refresh_token))
