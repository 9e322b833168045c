"""AssumeRoleWithWebIdentity: who vouches for the caller. Parameters, then the token's own checks.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.explain import PASS, SKIP, Finding
from playground.iam.writing.trust import BUILT_IN
from playground.sandbox.assuming.brings import Brings
from playground.sandbox.assuming.documentation_example import as_meant
from playground.sandbox.assuming.role_arn import role_arn_of
from playground.sandbox.errors import refused
from playground.sandbox.operation import Call
from playground.sandbox.protocols.parameters import read_parameters
from playground.sandbox.world import Account
from playground.tokens.access_token import ACCESS_TOKEN_CHECKS, verify_access_token
from playground.tokens.case import effective_audience
from playground.tokens.claims import SessionTags, parse_tags, session_context
from playground.tokens.provider import RegisteredProvider
from playground.tokens.source_identity import SourceIdentity, parse_source_identity
from playground.tokens.verification import Verification
from playground.tokens.verify import CHECKS, verify

ACTION = "sts:AssumeRoleWithWebIdentity"


@dataclass(frozen=True)
class Identity:
    """A verified token: whose it is and what it claims."""

    provider: RegisteredProvider
    claims: dict[str, Any]

    @cached_property
    def subject(self) -> str:
        """SubjectFromWebIdentityToken."""
        keys = ("sub", "user_id", "id")
        return str(next(self.claims[key] for key in keys if self.claims.get(key)))

    @cached_property
    def audience(self) -> str:
        """Audience: `azp`, else `aud`; for an access token, the app."""
        return effective_audience(self.claims) or str(self.claims.get("app_id", ""))

    @cached_property
    def tags(self) -> SessionTags:
        """The session tags that the token brings, or why they are refused."""
        return parse_tags(self.claims)

    @property
    def brings(self) -> Brings:
        """What the token brings into the session; of tags and a source identity that are refused, nothing."""
        context = session_context(self.provider, self.claims)
        return Brings(self.tags.tags, self.tags.transitive_keys, self.source_identity.value, context)

    @cached_property
    def source_identity(self) -> SourceIdentity:
        """The source identity that the token brings, or why it is refused."""
        return parse_source_identity(self.claims)


def take_parameters(call: Call) -> Finding:
    """Every value has the length and the shape that the service model gives it, and RoleArn is a role's."""
    call.parameters = read_parameters("sts", "AssumeRoleWithWebIdentity", call.request.form)
    arn = role_arn_of(call)
    call.account = call.stores.accounts.get(arn.account)
    call.role = call.account.role_with_arn(str(arn)) if call.account else None
    return Finding("Parameters", PASS, "every value has the right length and shape")


def authenticate_token(call: Call) -> None:
    """Adds the token's findings to the call, and its identity. Raises AwsError with AWS's answer to the first that fails."""
    verification = _verify(call)
    call.findings.extend(verification.finding.reasons)
    if verification.refusal:
        raise refused(verification.refusal)
    assert verification.provider is not None and verification.claims is not None
    call.identity = Identity(verification.provider, dict(verification.claims))


def not_checked(call: Call) -> list[Finding]:
    """The checks of a token that was not looked at, because of the parameters beside it."""
    checks = ACCESS_TOKEN_CHECKS if call.request.form.get("ProviderId") else CHECKS
    return [Finding(check.name, SKIP, "not reached") for check in checks]


def _verify(call: Call) -> Verification:
    token, provider_id = as_meant(call.parameters["WebIdentityToken"]), call.parameters.get("ProviderId", "")
    issuers = call.stores.issuers
    if provider_id:
        return verify_access_token(provider_id, token, introspect=issuers.introspect, now=call.now)
    account = call.account
    return verify(
        token,
        providers=lambda issuer: registered_provider(account, issuer),
        keys=issuers.keys,
        now=call.now,
        role_arn=call.parameters["RoleArn"],
    )


def registered_provider(account: Account | None, issuer: str) -> RegisteredProvider | None:
    """The provider with this issuer: built in, or registered in the role's account, never in another."""
    name = issuer.removeprefix("https://")
    if name in BUILT_IN:
        return RegisteredProvider(name)
    found = account.providers.get(name) if account else None
    if account is None or found is None:
        return None
    return RegisteredProvider(name, account.provider_arn(name), found.client_ids)
