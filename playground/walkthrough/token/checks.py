"""What our STS makes of the visitor's token right now, without calling it: the same engine, the same clock."""

from __future__ import annotations

import time

from playground.assembly.sandbox import stores
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.assuming.web_identity import registered_provider
from playground.tokens.access_token import verify_access_token
from playground.tokens.provider import RegisteredProvider
from playground.tokens.verification import Verification
from playground.tokens.verify import verify
from playground.walkthrough.journey import Journey, SignIn


def check_token(journey: Journey, now: float | None = None) -> Verification:
    """The verification of the token that the visitor holds."""
    sign_in = signed_in(journey)
    at = time.time() if now is None else now
    issuers = stores().issuers
    if sign_in.kind == "opaque":
        provider_id = BY_SLUG[sign_in.slug].provider_id
        return verify_access_token(provider_id, sign_in.token, introspect=issuers.introspect, now=at)
    account = stores().accounts.get(journey.account_id)
    return verify(
        sign_in.token,
        providers=lambda issuer: registered_provider(account, issuer),
        keys=issuers.keys,
        now=at,
        role_arn=journey.draft.RoleArn,
    )


def signed_in(journey: Journey) -> SignIn:
    """The sign-in of a journey that has one."""
    assert journey.sign_in is not None
    return journey.sign_in


def provider_of(journey: Journey) -> RegisteredProvider:
    """The provider, as IAM names it."""
    provider = BY_SLUG[signed_in(journey).slug].of(journey.account_id)
    return RegisteredProvider(provider.principal, provider.federated(journey.account_id) if provider.registered else "")
