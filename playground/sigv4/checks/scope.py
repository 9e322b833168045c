"""Is the signature for this day and this service?  Any region will do: the sandbox is one for all.

https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
"""

from __future__ import annotations

from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.query_form import IN_CREDENTIAL
from playground.sigv4.refusals import Refusal, header_malformed, query_malformed
from playground.sigv4.signature import TERMINATOR

NAME = "Scope"


def _ask(case: Case) -> Outcome:
    authorization = case.authorization
    date, region, service = authorization.scope
    if date != authorization.timestamp[:8]:
        return _another_day(case)
    if not region:
        reason = "a non-empty region must be provided in the credential."
        refusal = _refusal(case, reason, "Credential should be scoped to a valid region. ")
        return refuses(NAME, refusal, "the scope has no region, and should have one, such as us-east-1")
    if service != case.service:
        reason = f'incorrect service "{service}". This endpoint belongs to "{case.service}".'
        refusal = _refusal(case, reason, f"Credential should be scoped to correct service: '{case.service}'. ")
        return refuses(NAME, refusal, "signed for service `{}`, and this is `{}`", service, case.service)
    if authorization.terminator != TERMINATOR:
        reason = f'incorrect terminal "{authorization.terminator}". This endpoint uses "{TERMINATOR}".'
        words = f"Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{authorization.terminator}'. "
        says = "the scope ends with `{}`, and should end with `aws4_request`"
        return refuses(NAME, _refusal(case, reason, words), says, authorization.terminator)
    return passes(NAME, "good for {}, `{}` and `{}`", date, region, service)


def _another_day(case: Case) -> Outcome:
    date, timestamp = case.authorization.scope.date, case.authorization.timestamp
    words = (
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
        f" '{date}' != '{timestamp[:8]}', from '{timestamp}'."
    )
    reason = f'Invalid credential date "{date}". This date is not the same as X-Amz-Date: "{timestamp[:8]}".'
    if not case.is_s3:
        refusal = _refusal(case, reason, words)
    elif case.authorization.form == "query":
        refusal = query_malformed(reason)  # the one that comes without the words about the parameter
    else:
        refusal = header_malformed("Invalid credential date. Date is not the same as X-Amz-Date.")
    says = "the scope is for day `{}`, and X-Amz-Date says {}; the two should be the same day in UTC"
    return refuses(NAME, refusal, says, date, timestamp[:8])


def _refusal(case: Case, reason: str, words: str) -> Refusal:
    if not case.is_s3:
        return Refusal("SignatureDoesNotMatch", words, 403, confirmed=False)
    if case.authorization.form == "query":
        return query_malformed(f"{IN_CREDENTIAL}{reason}")
    return header_malformed(reason)


SCOPE = Check(NAME, _ask, "it would compare day and service")
