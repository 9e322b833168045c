"""Is it the time for this token?  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html

`exp` is tolerated for five minutes: at `exp` + 300 seconds exactly the token still passes, a moment later it does not.
`nbf` and `iat` may lie up to 300 seconds in the future, 300 included.
"""

from __future__ import annotations

import json

from playground.explain import WARN, Compared, Finding
from playground.tokens.case import Case
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.moments import iso, span
from playground.tokens.refusals import NOT_A_JWT_UNCONFIRMED, token_expired, token_not_yet_valid, token_too_old

NAME = "Dates"
TOLERANCE = 300  # seconds; "a five-minute window beyond the expiration time" (IAM User Guide, OIDC federation)
# Seconds since `iat`; unconfirmed: AWS has such a limit and has not published it. A pod's token on EKS lives for 24 hours, and has the
# five minutes behind `exp` as every other.
MAX_AGE = 24 * 3600 + TOLERANCE
LARGEST = 2**63 - 1  # timestamps are "an integer or a long integer" (IAM User Guide)


def _ask(case: Case) -> Outcome:
    claims = case.unverified_claims
    for claim in ("exp", "iat", "nbf"):
        if claim in claims and not _is_timestamp(claims[claim]):
            says = "`{}` is `{}`, and should be a whole number of seconds since 1970, without quotes or decimals"
            pointer = f"/payload/{claim}"
            return refuses(NAME, NOT_A_JWT_UNCONFIRMED, says, claim, json.dumps(claims[claim]), pointer=pointer)
    return _expired(case) or _too_early(case) or _too_old(case) or _in_time(case)


def _is_timestamp(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def _expired(case: Case) -> Outcome | None:
    expires, now = case.unverified_claims["exp"], int(case.now)
    if case.now <= expires + TOLERANCE:
        return None
    says = "the token expired {} ago, at {}; STS takes it until five minutes after `exp`"
    compared = Compared(iso(expires), iso(now), "exp", "now")
    refusal = token_expired(now, expires)
    return refuses(NAME, refusal, says, span(now - expires), iso(expires), pointer="/payload/exp", compared=compared)


def _too_early(case: Case) -> Outcome | None:
    for claim in ("nbf", "iat"):
        begins = case.unverified_claims.get(claim)
        if begins is not None and begins > case.now + TOLERANCE:
            now = int(case.now)
            says = "`{}` is {} from now, at {}; it should not be more than five minutes ahead"
            values = (claim, span(begins - now), iso(begins))
            compared = Compared(iso(begins), iso(now), claim, "now")
            pointer = f"/payload/{claim}"
            return refuses(NAME, token_not_yet_valid(now, begins), says, *values, pointer=pointer, compared=compared)
    return None


def _too_old(case: Case) -> Outcome | None:
    issued = case.unverified_claims["iat"]
    if case.now - issued <= MAX_AGE:
        return None
    says = "the token was issued {} ago; this sandbox takes one for 24 hours and five minutes, and AWS has not published its own limit"
    age = int(case.now) - issued
    return refuses(NAME, token_too_old(age), says, span(age), pointer="/payload/iat")


def _in_time(case: Case) -> Outcome:
    expires, issued, now = case.unverified_claims["exp"], case.unverified_claims["iat"], int(case.now)
    if expires <= case.now:  # "on or after which": RFC 7519, section 4.1.4
        says = "the token expired {} ago, and STS takes it for {} more"
        values = (span(now - expires), span(expires + TOLERANCE - now))
        return Outcome(Finding(NAME, WARN, says, values, document="token", pointer="/payload/exp"))
    if issued > case.now:
        says = "issued {} from now, which the five minutes of tolerance cover; good for {}"
        values = (span(issued - now), span(expires - now))
        return Outcome(Finding(NAME, WARN, says, values, document="token", pointer="/payload/iat"))
    return passes(NAME, "issued {} ago, good for {} more", span(now - issued), span(expires - now), pointer="/payload/exp")


def _would(case: Case) -> Finding:
    expires = case.unverified_claims.get("exp", "")
    if not _is_timestamp(expires):
        return not_reached(NAME, "it would compare `exp` and `iat` with the time")
    return not_reached(NAME, "it would compare `exp`, {}, with the time", iso(expires))


DATES = Check(NAME, _ask, _would)
