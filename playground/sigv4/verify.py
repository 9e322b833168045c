"""Judges the signature of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

from typing import NamedTuple

from playground.explain import FAIL, PASS, Finding, first_failed
from playground.sigv4.authorization import Authorization, Malformed
from playground.sigv4.case import Case, SecretFor
from playground.sigv4.check import run
from playground.sigv4.checks import CHECKS
from playground.sigv4.parse import parse_authorization
from playground.sigv4.refusals import Refusal
from playground.sigv4.request import HttpRequest
from playground.sigv4.signature import Signed

__all__ = ["CHECKS", "Authorization", "Malformed", "Verification", "parse_authorization", "verify"]


class Verification(NamedTuple):
    """The verdict on a signature.

    finding: "Request signature", whose reasons are the checks in their order.  refusal: AWS's answer, None when all passed.
    authorization: None when it could not be read.  signed: our own computation, None when it was not reached, with an
    empty signature when that is not the one that came.
    payload_hash: what the signature says of the body (a hash, UNSIGNED-PAYLOAD, STREAMING-…), "" when not reached.
    """

    finding: Finding
    refusal: Refusal | None
    authorization: Authorization | None
    signed: Signed | None
    payload_hash: str

    @property
    def passed(self) -> bool:
        """Whether the signature is good."""
        return self.refusal is None


def verify(request: HttpRequest, *, service: str, secret_for: SecretFor, now: float) -> Verification:
    """The verdict on the signature of `request` at `now` (seconds since 1970), called at the endpoint of `service`.

    Never raises for any request; raises only what `secret_for` raises.
    """
    case = Case(request, service, secret_for, now)
    findings, refusal = run(CHECKS, case)
    return Verification(
        _overall(findings),
        refusal,
        getattr(case, "authorization", None),
        getattr(case, "signed", None),
        getattr(case, "payload_hash", ""),
    )


def _overall(checks: tuple[Finding, ...]) -> Finding:
    failed = first_failed(checks)
    if failed is None:
        return Finding("Request signature", PASS, "the signature is good", (), checks)
    return Finding("Request signature", FAIL, failed.says, failed.values, checks)
