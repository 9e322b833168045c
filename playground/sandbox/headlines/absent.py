"""Headlines over a condition key that a call does not have: the call's own, a claim's, or one that no provider of the token's fills.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.tokens.condition_keys import AUDIENCE, keys_of

_OF_THE_CALL = ("aws:", "sts:", "iam:")


def of_absent(key: str, role: str, unverified_claims: Mapping[str, Any]) -> tuple[str, tuple[object, ...]]:
    """The words and what fills them. role: the name of the role whose trust policy tests the key."""
    if key.lower().startswith(_OF_THE_CALL):
        return "the trust policy of `{}` needs `{}`, which this call does not have", (role, key)
    provider, _, name = key.rpartition(":")
    issuer = str(unverified_claims.get("iss") or "").removeprefix("https://")
    if issuer and not f"{provider}:".lower().startswith(f"{issuer}:".lower()):
        return "the trust policy of `{}` tests `{}`, and the keys of this token's provider begin with `{}:`", (
            role,
            key,
            issuer,
        )
    if name.lower() not in {one.key.lower() for one in (*keys_of(provider.lower()), AUDIENCE)}:
        return "the trust policy of `{}` tests `{}`, a key that AWS does not fill for this provider", (role, key)
    return "the trust policy of `{}` tests `{}`, and the token has no such claim", (role, key)
