"""When a bucket policy is public: it allows something to everybody, and nothing fixed about who asks stands in its way.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from playground.documents import read_json
from playground.iam.elements import each
from playground.iam.principals import entries_of

# Keys whose fixed values keep a policy from being public.
_ARNS = ("aws:sourcearn", "aws:principalarn", "s3:dataaccesspointarn")
_OTHERS = (
    "aws:principalorgid aws:principalorgpaths aws:principalaccount aws:sourceaccount aws:sourceowner aws:sourceorgid "
    "aws:sourceorgpaths aws:sourcevpc aws:sourcevpce aws:userid s3:dataaccesspointaccount "
    "s3:x-amz-server-side-encryption-aws-kms-key-id"
).split()
_POSITIVE = ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress")
_WIDEST = {4: 8, 6: 32}  # bits of a network that is no longer everybody


def public_statement(policy: str) -> str:
    """The statement that makes the policy public, by its Sid or number; an empty text when none does."""
    given = read_json(policy)["Statement"]
    for number, statement in enumerate(given if isinstance(given, list) else [given], 1):
        if statement["Effect"] == "Allow" and _is_everybody(statement) and not _is_limited(statement):
            return str(statement.get("Sid") or f"statement {number}")
    return ""


def _is_everybody(statement: dict[str, Any]) -> bool:
    if "NotPrincipal" in statement:
        return True
    return any(entry.kind == "*" for entry in entries_of(statement.get("Principal", {}), ""))


def _is_limited(statement: dict[str, Any]) -> bool:
    """Whether some condition wants something fixed; all conditions must hold, so one is enough."""
    for operator, keys in (statement.get("Condition") or {}).items():
        plain = operator.lower().removeprefix("foranyvalue:")
        if plain in _POSITIVE:
            for key, value in keys.items():
                values = [str(one) for one, _ in each(value, "")]
                if values and all(_is_fixed(key.lower(), one) for one in values):
                    return True
    return False


def _is_fixed(key: str, value: str) -> bool:
    if key == "aws:sourceip":
        return _is_narrow(value)
    if key in _ARNS:
        account = (value.split(":", 5) + [""] * 6)[4]
        return bool(account) and not _varies(account)
    if key == "aws:userid":
        return not _varies(value.removesuffix(":*"))
    return key in _OTHERS and not _varies(value)


def _varies(value: str) -> bool:
    return any(sign in value for sign in "*?$")


def _is_narrow(value: str) -> bool:
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _WIDEST[network.version]
