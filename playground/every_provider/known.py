"""What is known of a provider for the account that terminals share: its claims, its claim map, the trust policy that AWS asks for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from playground.documents import write_json
from playground.providers.provider import Provider
from playground.sandbox.seed import Trusted, camel, role_arn, trust_policy
from playground.stand_ins.samples import sample_of
from playground.stand_ins.subjects import audiences_of
from playground.tokens.claims import ClaimRow, explain_claims
from playground.tokens.provider import RegisteredProvider


@dataclass(frozen=True)
class Known:
    """provider: as the account knows it.  claims: a whole token's, or what its provider says of it.  rows: the claim map."""

    provider: Provider
    claims: Mapping[str, Any]
    rows: tuple[ClaimRow, ...]
    federated: str
    role_arn: str
    audiences: tuple[str, ...]
    trust_policy: str

    @property
    def subject(self) -> str:
        """SubjectFromWebIdentityToken."""
        return str(self.claims.get("sub") or self.claims.get("user_id"))


def known(provider: Provider) -> Known:
    """Everything about it."""
    account_id, now = settings.TERMINAL_ACCOUNT, int(time.time())
    own, audiences = provider.of(account_id), audiences_of(provider.slug, account_id)
    trusted = Trusted(
        name=camel(provider.slug),
        principal=own.principal,
        audience_key=own.audience_key,
        subject_key=own.subject_key,
        audiences=audiences,
        subjects={},
        conditions=own.trusts,
        registered=provider.registered,
    )
    claims = sample_of(provider.slug, account_id, now)
    registered = RegisteredProvider(own.principal, own.federated(account_id) if provider.registered else "")
    return Known(
        own,
        claims,
        explain_claims(registered, claims, now),
        own.federated(account_id),
        role_arn(provider.slug, account_id),
        audiences,
        write_json(trust_policy(trusted, account_id)),
    )
