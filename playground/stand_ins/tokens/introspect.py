"""What tokeninfo and debug_token say of an opaque token.  Asked by their endpoints, and by our STS.

https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html
https://developers.facebook.com/docs/graph-api/reference/debug_token/
"""

from __future__ import annotations

import time
from typing import Any

from playground.stand_ins.catalogue import AMAZON, FACEBOOK
from playground.stand_ins.models import AccessToken
from playground.stand_ins.people import BY_SLUG
from playground.stand_ins.registrations import Registration, find
from playground.stand_ins.tokens.known import documented, in_force, known

# What Amazon says of every token that is no good; it does not tell why.
INVALID_TOKEN = {
    "error": "invalid_token",
    "error_description": "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
}


def introspect(provider_id: str, token: str, *, now: float | None = None) -> tuple[int, dict[str, Any]]:
    """The HTTP status and the JSON that a provider answers about a token.

    provider_id: `www.amazon.com` (tokeninfo) or `graph.facebook.com` (debug_token), as STS's ProviderId.
    now: seconds since 1970, None for the clock's.  Raises ValueError for any other provider id.
    """
    moment = time.time() if now is None else now
    if provider_id == "www.amazon.com":
        return documented(token, moment) or _tokeninfo(known("amazon", token), moment)
    if provider_id == "graph.facebook.com":
        return 200, {"data": _debug_token(known("facebook", token), moment)}
    raise ValueError(f"`{provider_id}` gives out no opaque tokens here; www.amazon.com and graph.facebook.com do")


def _tokeninfo(row: AccessToken | None, now: float) -> tuple[int, dict[str, Any]]:
    if row is None or not in_force(row, now):
        return 400, INVALID_TOKEN
    app = _app(row)
    return 200, {
        "iss": "https://www.amazon.com",
        "user_id": AMAZON.user_id(BY_SLUG[row.person]),
        "aud": app.client_id,
        "app_id": app.app_id,
        "exp": int(row.expires_at.timestamp() - now),  # seconds left, and no date as everywhere else
        "iat": int(row.issued_at.timestamp()),
    }


def _debug_token(row: AccessToken | None, now: float) -> dict[str, Any]:
    if row is None:
        return {"error": {"code": 190, "message": "Malformed access token"}, "is_valid": False, "scopes": []}
    about = {
        "app_id": _app(row).app_id,
        "type": "USER",
        "application": "Federation Playground",
        "expires_at": int(row.expires_at.timestamp()),
        "is_valid": in_force(row, now),
        "scopes": row.scope.split(),
        "user_id": FACEBOOK.user_id(BY_SLUG[row.person]),
    }
    return about if about["is_valid"] else {"error": _why_not(row), **about, "scopes": []}


def _why_not(row: AccessToken) -> dict[str, Any]:
    words = "Error validating access token: "
    if row.revoked:
        return {"code": 190, "message": f"{words}The user has not authorized application {row.client_id}.", "subcode": 458}
    ended = f"{row.expires_at:%A, %d-%b-%y %H:%M:%S} UTC"
    return {"code": 190, "message": f"{words}Session has expired on {ended}.", "subcode": 463}


def _app(row: AccessToken) -> Registration:
    app = find(row.slug, row.client_id)
    if app is None:
        raise LookupError(f"a token was kept for {row.client_id}, which is no client id of ours")
    return app
