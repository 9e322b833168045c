"""A refusal in one breath, for the large letters: what kept the token out, before the long values that stand below it.

A headline says nothing that its finding does not hold; where it has nothing shorter to say, it is the finding itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.explain import Finding
from playground.sandbox.assuming.trust import HELD
from playground.sandbox.headlines.token import OF_TOKEN
from playground.sandbox.headlines.trust import of_trust
from playground.sandbox.headlines.use import headline_of_use

__all__ = ["headline", "headline_of_use"]


def headline(failed: Finding, role: str, unverified_claims: Mapping[str, Any]) -> Finding:
    """The headline over the check that failed. role: the name of the role that was asked for."""
    if failed.name == "Trust policy":
        return failed if failed.says == HELD else of_trust(failed, role, unverified_claims)
    if failed.name == "Parameters":
        says = "STS did not take the call: a value has not the length or the shape that it must have"
        return failed._replace(says=says, values=())
    if failed.name == "Required claims" and unverified_claims.get("token_use") == "access":
        says = "this is an access token of a Cognito user pool, which has no `aud`; STS takes the ID token, whose `token_use` is `id`"
        return failed._replace(says=says, values=())
    found = OF_TOKEN.get(failed.name)
    return (found(failed) if found else None) or failed
