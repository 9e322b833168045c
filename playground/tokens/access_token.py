"""Judges an opaque access token of Login with Amazon or Facebook as our STS does: by asking its provider."""

from __future__ import annotations

from playground.tokens.check import run
from playground.tokens.opaque_checks import ACCESS_TOKEN_CHECKS, Introspect, OpaqueCase
from playground.tokens.opaque_provider import Introspection, ProviderUnreachable, opaque_provider
from playground.tokens.provider import RegisteredProvider
from playground.tokens.verification import Verification, token_finding

__all__ = ["ACCESS_TOKEN_CHECKS", "Introspection", "ProviderUnreachable", "verify_access_token"]


def verify_access_token(provider_id: str, token: str, *, introspect: Introspect, now: float) -> Verification:
    """The verdict on an access token at `now` (seconds since 1970).

    Its claims are the provider's: {app_id, user_id, aud} for www.amazon.com, {app_id, id} for graph.facebook.com.
    Never raises for any token; raises only what `introspect` raises, ProviderUnreachable excepted.
    """
    case = OpaqueCase(provider_id, token, introspect, now)
    findings, refusal = run(ACCESS_TOKEN_CHECKS, case)
    known = opaque_provider(provider_id)
    claims = case.provider.claims(case.answer.body) if refusal is None else None
    registered = RegisteredProvider(known.name) if known else None
    return Verification(token_finding(findings, refusal), refusal, claims, registered)
