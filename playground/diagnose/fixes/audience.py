"""The token was made for somebody else than the provider in IAM takes tokens for: another audience, or a longer list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes.setting import Attempt, Setting
from playground.diagnose.reading.pasted import with_claims
from playground.iam.repair.repair import Words
from playground.tokens.case import audience_claim, effective_audience

MOST = 5  # audiences that are offered


def attempts(found: Diagnosis) -> Iterator[Attempt]:
    """The audiences that the provider takes, where the claims are no signed token; then this token's audience on its list."""
    claims, listed = found.setup.pasted.unverified_claims, found.setup.audiences or ()
    claim, audience = audience_claim(claims), effective_audience(claims)
    named = claims.get(claim)
    several = tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()
    offered = (listed or several)[:MOST] if found.setup.pasted.kind == "claims" else ()
    for wanted in offered:
        pasted, text = with_claims(found.setup.pasted, {claim: wanted})
        words = Words("have the token made for `{}`: its `{}` is then that alone", (wanted, claim))
        yield Attempt(Setting(words, (), (), {"token": text}), replace(found.setup, pasted=pasted))
    if audience is not None and listed:
        longer = (*listed, audience)
        words = Words("add `{}` to the client IDs of the identity provider in IAM", (audience,))
        caution = Words("then tokens made for `{}` are let in to every role that does not test `aud`", (audience,))
        yield Attempt(Setting(words, (), (caution,), {"audiences": ", ".join(longer)}), replace(found.setup, audiences=longer))
