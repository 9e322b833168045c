"""A trust policy for an issuer that many customers share must say whose tokens it takes, since June 2025.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
It is checked when the policy is written, and not of policies that were there before. Google, Amazon and Facebook are not on the list.
"""

from __future__ import annotations

from typing import Any

from playground.iam.elements import each
from playground.iam.shared_issuers import key_of
from playground.sandbox.iam_api import refusals

Statement = dict[str, Any]

POSITIVE = ("stringequals", "stringequalsignorecase", "stringlike")


def check_shared_issuers(statements: list[Statement]) -> None:
    """Raises MalformedPolicyDocument for a statement that takes every customer's tokens. AWS's words for it are not known."""
    for statement in statements:
        principal = statement.get("Principal")
        if statement.get("Effect") != "Allow" or not isinstance(principal, dict):
            continue
        for text, _ in each(principal.get("Federated", []), ""):
            key = key_of(text.partition(":oidc-provider/")[2] or text)
            if key and not _compared(statement.get("Condition") or {}, key):
                message = f"The trust policy must compare {key} by a string condition that is not only wildcards."
                raise refusals.malformed(message, confirmed=False)


def _compared(conditions: dict[str, dict[str, Any]], key: str) -> bool:
    """Whether a positive string operator compares the key with something, and with nothing that is wildcards alone."""
    for operator, keys in conditions.items():
        if operator.lower().removeprefix("foranyvalue:") not in POSITIVE:
            continue
        for name, value in keys.items():
            texts = [str(text) for text, _ in each(value, "")]
            if name.lower() == key.lower() and texts and all(text.strip("*?") for text in texts):
                return True
    return False
