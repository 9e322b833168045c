"""What AWS makes of verified claims: the keys a trust policy can test, and the keys that the session keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.tokens.checks.roles_claim import CLAIM as ROLES_CLAIM
from playground.tokens.claim_rows import ClaimRow, explain_claims
from playground.tokens.condition_keys import ConditionValue, values_of
from playground.tokens.provider import RegisteredProvider
from playground.tokens.session_tags import SessionTags, parse_tags
from playground.tokens.source_identity import parse_source_identity

__all__ = ["ClaimRow", "SessionTags", "condition_context", "explain_claims", "parse_tags", "session_context"]


def condition_context(provider: RegisteredProvider, claims: Mapping[str, Any]) -> dict[str, ConditionValue]:
    """What a role trust policy can test of a verified token, by condition key.

    Tags and a source identity that `parse_tags` and `parse_source_identity` refuse are left out.
    """
    context: dict[str, ConditionValue] = {
        f"{provider.name}:{key.key}": value for key, value in values_of(provider.name, claims).items()
    }
    tags = parse_tags(claims)
    if tags.tags:
        context.update({f"aws:RequestTag/{key}": value for key, value in tags.tags.items()})
        context["aws:TagKeys"] = list(tags.tags)
    if tags.transitive_keys:
        context["sts:TransitiveTagKeys"] = list(tags.transitive_keys)
    source_identity = parse_source_identity(claims).value
    if source_identity:
        context["sts:SourceIdentity"] = source_identity
    if ROLES_CLAIM in claims:  # verified claims name the role: the Roles claim check has seen to it
        context["sts:RoleAuthorizedByIdp"] = "true"
    return context


def session_context(provider: RegisteredProvider, claims: Mapping[str, Any]) -> dict[str, ConditionValue]:
    """What policies can still test in later requests of the session, by condition key."""
    context: dict[str, ConditionValue] = {
        f"{provider.name}:{key.key}": value for key, value in values_of(provider.name, claims).items() if key.in_session
    }
    context["aws:FederatedProvider"] = provider.principal
    context.update({f"aws:PrincipalTag/{key}": value for key, value in parse_tags(claims).tags.items()})
    source_identity = parse_source_identity(claims).value
    if source_identity:
        context["aws:SourceIdentity"] = source_identity
    return context
