"""Looks an opaque token up, and finds the one that a request brings.  https://www.rfc-editor.org/rfc/rfc6750"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from playground.sandbox.assuming.documentation_example import APP, DURATION, SAMPLE, SUBJECT
from playground.sealing import digest
from playground.stand_ins.models import AccessToken


def known(slug: str, token: str) -> AccessToken | None:
    """The row of a token that this stand-in gave out and still remembers, in force or not."""
    return AccessToken.objects.filter(slug=slug, token_sha256=digest(token)).first()


def documented(token: str, now: float) -> tuple[int, dict[str, Any]] | None:
    """What tokeninfo says of the sample token in AWS's documentation, which is always in force; None for any other token."""
    if token != SAMPLE:
        return None
    about = {"iss": "https://www.amazon.com", "user_id": SUBJECT, "aud": APP, "app_id": APP}
    return 200, about | {"exp": DURATION, "iat": int(now)}


def in_force(row: AccessToken | None, now: float | None = None) -> bool:
    """Whether it is known, not revoked and not over.  now: seconds since 1970, None for the clock's."""
    moment = datetime.now(UTC) if now is None else datetime.fromtimestamp(now, UTC)
    return row is not None and not row.revoked and row.expires_at > moment


def brought(request: HttpRequest) -> str:
    """The access token in the Authorization header, in `x-amz-access-token`, in the query or in the body; "" for none."""
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    places = (request.headers.get("x-amz-access-token"), request.GET.get("access_token"), request.POST.get("access_token"))
    return next((place for place in places if place), "")
