"""What the verification of a web identity token came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from playground.explain import FAIL, PASS, Finding
from playground.tokens.provider import RegisteredProvider
from playground.tokens.refusals import Refusal


class Verification(NamedTuple):
    """The verdict on a token.

    finding: "Token", whose reasons are the checks in their order.  refusal: AWS's answer, None when all passed.
    claims: the claims, now known to be the provider's; None unless all passed.
    provider: whose token it is; known as soon as the issuer is found, also when a later check fails.
    """

    finding: Finding
    refusal: Refusal | None
    claims: Mapping[str, Any] | None
    provider: RegisteredProvider | None

    @property
    def passed(self) -> bool:
        """Whether the token is good."""
        return self.refusal is None


def token_finding(checks: tuple[Finding, ...], refusal: Refusal | None) -> Finding:
    """The finding over all checks of a token."""
    if refusal is None:
        return Finding("Token", PASS, "the token is good: it passed every check", (), checks)
    failed = next(check for check in checks if check.verdict is FAIL)
    return Finding("Token", FAIL, f"the token is refused: {failed.says}", failed.values, checks)
