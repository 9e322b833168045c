"""The token lists the roles that it is for, and this is none of them: ask for one of those, or have this one listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes.setting import Attempt, Setting
from playground.diagnose.reading.pasted import with_claims
from playground.iam.arn import parse_arn
from playground.iam.repair.repair import Words
from playground.tokens.checks.roles_claim import CLAIM

MOST = 5  # roles that are offered


def attempts(found: Diagnosis) -> Iterator[Attempt]:
    """The roles that the claim names; then, where the claims are no signed token, a claim that names this one too."""
    claim, asked = found.setup.pasted.unverified_claims.get(CLAIM), found.account.role_arn(found.role)
    listed = [claim] if isinstance(claim, str) else claim if isinstance(claim, list) else []
    for arn in filter(_is_role, listed[:MOST]):
        words = Words("ask for a role that the token lists: `{}`", (arn,))
        caution = Words("the trust policy must be that role's")
        yield Attempt(Setting(words, (), (caution,), {"role_arn": arn}), replace(found.setup, role_arn=arn))
    if found.setup.pasted.kind == "claims":
        pasted, text = with_claims(found.setup.pasted, {CLAIM: [*filter(_is_role, listed), asked]})
        words = Words("let the issuer name `{}` in the claim `{}`", (asked, CLAIM))
        yield Attempt(Setting(words, (), (), {"token": text}), replace(found.setup, pasted=pasted))


def _is_role(text: object) -> bool:
    arn = parse_arn(text) if isinstance(text, str) else None
    return arn is not None and arn.service == "iam" and arn.resource.startswith("role/") and arn.account.isdigit()
