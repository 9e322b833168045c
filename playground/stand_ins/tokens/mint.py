"""Makes tokens, for the token endpoint and for those who need one without a browser: one code path for both."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from playground.sandbox.seed import role_arn
from playground.stand_ins.breaking.applying import in_compact_form
from playground.stand_ins.breaking.ways import OPAQUE_BREAKAGES, About
from playground.stand_ins.catalogue import BY_SLUG
from playground.stand_ins.consent import Consent, consent
from playground.stand_ins.models import AuthorizationCode
from playground.stand_ins.stand_in import StandIn
from playground.stand_ins.tokens.id_token import id_token
from playground.stand_ins.tokens.opaque_token import OpaqueToken, hand_out

_OPAQUE = {way.slug: way for way in OPAQUE_BREAKAGES}


def mint(slug: str, person: str, account_id: str, *, nonce: str = "", now: float | None = None, **wrong: Any) -> str:
    """What a person would hand to STS after signing in to the app of `account_id` at the stand-in `slug`.

    An ID token, or an access token for Amazon and Facebook.  now: seconds since 1970, None for the clock's.
    wrong: as `consent.checked` takes it.  Raises ValueError for a stand-in, account, person or choice that does not exist.
    """
    if slug not in BY_SLUG:
        raise ValueError(f"there is no stand-in `{slug}`; there are {', '.join(BY_SLUG)}")
    stand_in = BY_SLUG[slug]
    chosen = consent(stand_in.kind, person, wrong)
    moment = time.time() if now is None else now
    if stand_in.kind == "jwt":
        return new_id_token(stand_in, chosen, account_id, scope=" ".join(stand_in.scopes), nonce=nonce, now=moment)
    return new_access_token(slug, chosen, account_id, scope=" ".join(stand_in.scopes[:2]), now=moment)


def new_id_token(
    stand_in: StandIn, chosen: Consent, account_id: str, *, scope: str, nonce: str = "", access_token: str = "", now: float
) -> str:
    """An ID token, broken as it was chosen."""
    who = chosen.who
    token = id_token(stand_in, who, account_id, scope=scope, nonce=nonce, access_token=access_token, now=int(now))
    about = About(who.slug, who.department, who.cost_center, role_arn(stand_in.slug, account_id))
    return in_compact_form(token, chosen.wrong, about)


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
    way = _OPAQUE[chosen.wrong.breakage if BY_SLUG[slug].kind == "opaque" else "whole"]
    return way.after(hand_out(way.change(token), code=code, refresh_token=refresh_token))
