"""Which claim becomes which IAM condition key, and which keys are still there in the session.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
The keys of single providers: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from playground.tokens.case import effective_audience
from playground.tokens.provider import AMAZON, FACEBOOK, GITHUB_ACTIONS, GITLAB, GOOGLE

ConditionValue = str | list[str]


class ConditionKey(NamedTuple):
    """A condition key of a provider.

    claim: the claim that it reads, as a path (`google/organization_number`); key: what follows `provider:`.
    in_session: whether later requests of the session have it too.  several: whether it holds a list always.
    """

    claim: str
    key: str
    in_session: bool = False
    several: bool = False


OPENID_CONNECT = (
    ConditionKey("aud", "oaud"),
    ConditionKey("sub", "sub", in_session=True),
    ConditionKey("amr", "amr", in_session=True, several=True),
    ConditionKey("email", "email"),
)

# The claims of single providers that STS can test since early 2026; none outlives the call.
GITHUB_CLAIMS = (
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
)
GITLAB_CLAIMS = (
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
)
BUILDKITE_CLAIMS = (
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
)
_CLAIMS = (
    (re.escape(GOOGLE), ("google/organization_number",)),
    (rf"{re.escape(GITHUB_ACTIONS)}(/.+)?|token\.actions\..+\.ghe\.com|github\.com/enterprises/.+", GITHUB_CLAIMS),
    (re.escape(GITLAB), GITLAB_CLAIMS),
    (r"agent\.(buildkite\.com|.+\.buildkite\.(dev|site))", BUILDKITE_CLAIMS),
    (r"oidc\.circleci\.com/org/.+", ("oidc.circleci.com/project-id",)),
    (r"idcs-.+\.identity\.oraclecloud\.com", ("rpst_id",)),
)
OF_PROVIDER = {
    AMAZON: (
        ConditionKey("app_id", "app_id", in_session=True),
        ConditionKey("user_id", "user_id", in_session=True),
    ),
    FACEBOOK: (
        ConditionKey("app_id", "app_id", in_session=True),
        ConditionKey("id", "id", in_session=True),
        ConditionKey("user_id", "id", in_session=True),  # debug_token's name for it
    ),
}
OPAQUE = (AMAZON, FACEBOOK)


@lru_cache(maxsize=256)
def keys_of(provider: str) -> tuple[ConditionKey, ...]:
    """The condition keys of a provider, `aud` apart, which reads one of two claims."""
    if provider in OF_PROVIDER:
        return OF_PROVIDER[provider]
    claims = next((claims for names, claims in _CLAIMS if re.fullmatch(names, provider)), ())
    return (*OPENID_CONNECT, *(ConditionKey(claim, claim) for claim in claims))


def values_of(provider: str, claims: Mapping[str, Any]) -> dict[ConditionKey, ConditionValue]:
    """The condition keys that these claims fill.  A claim that is no text, number, truth value or list fills none."""
    filled: dict[ConditionKey, ConditionValue] = {}
    audience = effective_audience(claims) if provider not in OPAQUE else None
    if audience is not None:
        filled[AUDIENCE] = audience
    for key in keys_of(provider):
        claim = at(claims, key.claim)
        value = None if claim is None else _value(claim, several=key.several)
        if value is not None:
            filled[key] = value
    return filled


AUDIENCE = ConditionKey("azp", "aud", in_session=True)


def at(claims: Mapping[str, Any], path: str) -> object:
    """The claim at a path; a claim that has the whole path as its name comes first."""
    if path in claims:
        return claims[path]
    outer, _, inner = path.partition("/")
    within = claims.get(outer) if inner else None
    return within.get(inner) if isinstance(within, dict) else None


def _value(claim: object, *, several: bool) -> ConditionValue | None:
    if isinstance(claim, list):
        texts = [text for text in map(_text, claim) if text is not None]
        return texts[0] if len(texts) == 1 and not several else texts or None
    text = _text(claim)
    return [text] if several and text is not None else text


def _text(claim: object) -> str | None:
    if isinstance(claim, bool):
        return "true" if claim else "false"
    return str(claim) if isinstance(claim, str | int | float) else None
