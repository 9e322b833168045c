"""When the token itself, or the provider that was asked about it, says that it was issued and ends; nothing that this site only supposes."""

from __future__ import annotations

import math
from typing import NamedTuple

from playground.walkthrough.journey import SignIn


class Lifetime(NamedTuple):
    """Seconds since 1970; None where nobody says."""

    issued: float | None
    expires: float | None


def lifetime(sign_in: SignIn) -> Lifetime:
    """A signed token tells by `iat` and `exp`. Of an opaque one its provider tells, unless it does not know the token."""
    if sign_in.kind == "jwt":
        return Lifetime(_moment(sign_in.answer.get("iat")), _moment(sign_in.answer.get("exp")))
    data = sign_in.answer.get("data", sign_in.answer)
    if "error" not in data and data.get("is_valid", True):
        return Lifetime(sign_in.issued_at, sign_in.expires_at)
    return Lifetime(_moment(data.get("issued_at")), _moment(data.get("expires_at")))


def _moment(value: object) -> float | None:
    """A number that is a moment; JSON as Python reads it has NaN and infinities, too."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return float(value)
