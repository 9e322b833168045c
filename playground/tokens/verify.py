"""Judges a JSON Web Token as our STS does.  https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html"""

from __future__ import annotations

from playground.tokens.case import Case
from playground.tokens.check import run
from playground.tokens.checks import CHECKS
from playground.tokens.checks.registered_provider import REGISTERED_PROVIDER
from playground.tokens.jwt import take_apart
from playground.tokens.provider import Keys, Providers, RegisteredProvider
from playground.tokens.refusals import Refusal
from playground.tokens.verification import Verification, token_finding

__all__ = ["CHECKS", "Refusal", "RegisteredProvider", "Verification", "verify"]


def verify(token: str, *, providers: Providers, keys: Keys, now: float, role_arn: str) -> Verification:
    """The verdict on `token` at `now` (seconds since 1970) for the role `role_arn`.

    Never raises for any token; raises only what `providers` and `keys` raise, KeysUnavailable excepted.
    """
    case = Case(take_apart(token), providers, keys, now, role_arn)
    findings, refusal = run(CHECKS, case)
    claims = case.unverified_claims if refusal is None else None
    registered = next(finding for finding in findings if finding.name == REGISTERED_PROVIDER.name)
    known = case.provider if registered.passed else None
    return Verification(token_finding(findings, refusal), refusal, claims, known)
