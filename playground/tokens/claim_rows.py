"""The table of claims: each claim with its value, one plain sentence, its condition key and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from playground.tokens.case import audience_claim, shown
from playground.tokens.checks.dates import TOLERANCE
from playground.tokens.claim_words import SERVICE_ACCOUNT, words_about
from playground.tokens.condition_keys import AUDIENCE, OPAQUE, ConditionKey, values_of
from playground.tokens.moments import iso, span
from playground.tokens.provider import AMAZON, FACEBOOK, RegisteredProvider

OF_AWS = "https://aws.amazon.com/"
OF_AWS_KEYS = {
    f"{OF_AWS}tags": "aws:RequestTag",
    f"{OF_AWS}source_identity": "sts:SourceIdentity",
    f"{OF_AWS}roles": "sts:RoleAuthorizedByIdp",
}
VARIABLES = {"aws:RequestTag": "aws:PrincipalTag/…", "sts:SourceIdentity": "aws:SourceIdentity"}
DATES = ("iat", "exp", "nbf", "auth_time", "expires_at", "issued_at", "data_access_expires_at")
ALWAYS_USED = ("iss", "iat", "exp", "nbf", "expires_at", "issued_at")


class ClaimRow(NamedTuple):
    """A row of the table.

    value: as text, JSON where it is none; words: one sentence, ours, without untrusted text.
    key: the condition key or ""; in_session: whether it outlives the call; used: whether AWS reads the claim at all.
    moment: `2026-11-21T20:23:17Z` for a date, else "".
    """

    claim: str
    value: str
    words: str
    key: str = ""
    in_session: bool = False
    used: bool = False
    moment: str = ""

    @property
    def variable(self) -> str:
        """The policy variable that the claim becomes in later requests, or ""; a list becomes none."""
        if not self.in_session or self.key.endswith(":amr"):
            return ""
        key = VARIABLES.get(self.key, self.key)
        return f"${{{key}}}" if key else ""


def explain_claims(provider: RegisteredProvider, claims: Mapping[str, Any], now: float) -> tuple[ClaimRow, ...]:
    """The rows for the claims of a JWT, or for the answer of tokeninfo or debug_token; those that AWS reads come first.

    Works on unverified claims as well: it explains and decides nothing.  Never raises.
    """
    answer = claims.get("data") if provider.name == FACEBOOK else None  # debug_token puts its answer one level down
    claims = answer if isinstance(answer, Mapping) else claims
    rows = [_row(provider.name, claims, claim, now) for claim in claims]
    return tuple(sorted(rows, key=lambda row: not row.used))


def _row(provider: str, claims: Mapping[str, Any], claim: str, now: float) -> ClaimRow:
    value = claims[claim]
    if claim in DATES and isinstance(value, int) and not isinstance(value, bool):
        return _date_row(provider, claim, value, now)
    key, in_session = _key(provider, claims, claim)
    words = words_about(provider, claim, read=bool(key))
    if claim == "aud" and provider not in OPAQUE and audience_claim(claims) == "azp":
        words = "The app that the token is meant for. As `azp` is set, its key has another name: oaud."
    if claim == "sub" and shown(value).startswith("system:serviceaccount:"):
        words = SERVICE_ACCOUNT
    used = bool(key) or claim in ALWAYS_USED
    return ClaimRow(claim, shown(value), words, key, in_session or claim == "iss", used)


def _key(provider: str, claims: Mapping[str, Any], claim: str) -> tuple[str, bool]:
    of_aws = next((key for name, key in OF_AWS_KEYS.items() if claim == name or claim.startswith(f"{name}/")), None)
    if of_aws:
        return of_aws, of_aws != OF_AWS_KEYS[f"{OF_AWS}roles"]
    for key in values_of(provider, claims):
        if _reads(key, claim, claims):
            return f"{provider}:{key.key}", key.in_session
    return "", False


def _reads(key: ConditionKey, claim: str, claims: Mapping[str, Any]) -> bool:
    if key == AUDIENCE:
        return claim == audience_claim(claims)
    return claim in (key.claim, key.claim.partition("/")[0])


def _date_row(provider: str, claim: str, seconds: int, now: float) -> ClaimRow:
    used = claim in ALWAYS_USED
    if provider == AMAZON and claim == "exp":
        words = f"Seconds left, {span(seconds)}. In a JSON Web Token `exp` is a date."
        return ClaimRow(claim, str(seconds), words, used=used)
    return ClaimRow(claim, str(seconds), _about_date(claim, seconds, now), used=used, moment=iso(seconds))


def _about_date(claim: str, seconds: int, now: float) -> str:
    away = span(seconds - int(now))
    if claim == "expires_at" and seconds == 0:
        return "Never expires."
    if claim == "exp":
        return _about_expiry(seconds, now)
    if claim == "nbf":
        return f"Not to be used for another {away}." if seconds > now else f"Good since {away} ago."
    verb = {"iat": "Issued", "issued_at": "Issued", "auth_time": "The user signed in"}.get(claim, "Expires")
    if verb == "Expires" and seconds < now:
        verb = "Expired"
    return f"{verb} in {away}." if seconds > now else f"{verb} {away} ago."


def _about_expiry(seconds: int, now: float) -> str:
    if seconds > now:
        return f"Expires in {span(seconds - int(now))}. STS takes it for five minutes more."
    if now <= seconds + TOLERANCE:
        return f"Expired {span(int(now) - seconds)} ago. STS takes it until five minutes have passed."
    return f"Expired {span(int(now) - seconds)} ago."
