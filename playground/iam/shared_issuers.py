"""Issuers whose tokens many customers share, and the claim that tells these apart: a trust policy must compare it, since June 2025.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
"""

from __future__ import annotations

# Issuer, with what tells its customers apart. https://… as in the provider's ARN, and what begins so.
CLAIMS: dict[str, str] = {
    "token.actions.githubusercontent.com": "sub",
    "vstoken.actions.githubusercontent.com": "sub",
    "oidc-configuration.audit-log.githubusercontent.com": "sub",
    "gitlab.com": "sub",
    "app.terraform.io": "sub",
    "agent.buildkite.com": "sub",
    "oidc.codefresh.io": "sub",
    "studio.datachain.ai/api": "sub",
    "scalr.io": "sub",
    "tokens.cloud.shisho.dev": "sub",
    "proidc.upbound.io": "sub",
    "oidc.vercel.com": "aud",
    "api.pulumi.com/oidc": "aud",
    "sandboxes.cloud": "aud",
    "cognito-identity.amazonaws.com": "aud",
    # Microsoft Sentinel's, which tells its customers apart by the session's name. IBM Turbonomic's is listed too, without a URL.
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": "sts:RoleSessionName",
}


def claim_of(issuer: str) -> str:
    """What a trust policy must compare of this issuer's tokens: a claim, or a condition key with its colon; else an empty string."""
    return next((claim for one, claim in CLAIMS.items() if issuer == one or issuer.startswith(f"{one}/")), "")


def key_of(issuer: str) -> str:
    """The same as a condition key, or an empty string."""
    claim = claim_of(issuer)
    return claim if not claim or ":" in claim else f"{issuer}:{claim}"
