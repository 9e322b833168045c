"""Was it signed now?  Fifteen minutes either way, both ends included; a presigned request, from then until it expires.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

from __future__ import annotations

from playground.explain import Compared
from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.instant import amz_date, iso_date
from playground.sigv4.refusals import Refusal

NAME = "Date"
SKEW = 900  # seconds


def _ask(case: Case) -> Outcome:
    authorization = case.authorization
    age = case.now - authorization.signed_at
    if authorization.expires is not None:
        return _presigned(case, age, authorization.expires)
    if -SKEW <= age <= SKEW:
        return passes(NAME, "signed at {}, within fifteen minutes of now", authorization.timestamp)
    refusal = _too_skewed(case) if case.is_s3 else _not_current(case, age)
    says = "signed at {}, {} seconds {} now, which is {}; it should be at most 900 seconds"
    now = amz_date(case.now)
    compared = Compared(authorization.timestamp, now, "X-Amz-Date", "now")
    return refuses(
        NAME, refusal, says, authorization.timestamp, abs(int(age)), "before" if age > 0 else "after", now, compared=compared
    )


def _presigned(case: Case, age: float, expires: int) -> Outcome:
    signed_at = case.authorization.signed_at
    if age < -SKEW:
        ends = iso_date(signed_at + expires)
        extra = (("X-Amz-Date", str(signed_at * 1000)), ("Expires", ends), ("ServerTime", iso_date(case.now)))
        refusal = Refusal("AccessDenied", "Request is not yet valid", 403, extra=extra)
        says = "signed at {}, which is {} seconds from now; it should be at most 900 seconds ahead"
        return refuses(NAME, refusal, says, case.authorization.timestamp, int(-age))
    if age > expires:
        ended = iso_date(signed_at + expires)
        extra = (("X-Amz-Expires", str(expires)), ("Expires", ended), ("ServerTime", iso_date(case.now)))
        refusal = Refusal("AccessDenied", "Request has expired", 403, extra=extra)
        says = "presigned for {} seconds, until {}, which was {} seconds ago"
        return refuses(NAME, refusal, says, expires, ended, int(age - expires))
    return passes(NAME, "presigned for {} seconds, {} of them left", expires, int(expires - age))


def _too_skewed(case: Case) -> Refusal:
    message = "The difference between the request time and the current time is too large."
    extra = (
        ("RequestTime", case.authorization.timestamp),
        ("ServerTime", iso_date(case.now)),
        ("MaxAllowedSkewMilliseconds", str(SKEW * 1000)),
    )
    return Refusal("RequestTimeTooSkewed", message, 403, extra=extra)


def _not_current(case: Case, age: float) -> Refusal:
    signed, now = case.authorization.timestamp, amz_date(case.now)
    if age > 0:
        limit = amz_date(case.now - SKEW)
        message = f"Signature expired: {signed} is now earlier than {limit} ({now} - 15 min.)"
    else:
        limit = amz_date(case.now + SKEW)
        message = f"Signature not yet current: {signed} is still later than {limit} ({now} + 15 min.)"
    return Refusal("SignatureDoesNotMatch", message, 403)


DATE = Check(NAME, _ask, "it would compare the time of signing with now")
