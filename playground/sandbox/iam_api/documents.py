"""Policies as they are written: refused with AWS's words before anything is kept."""

from __future__ import annotations

import re

from playground.iam import MalformedPolicy, Policy, PolicyType, parse_policy
from playground.iam.arn import is_account_id, parse_arn
from playground.iam.elements import each
from playground.iam.grammar import LEGACY, read_document
from playground.iam.policy import to_be_kept
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.quotas import INLINE_POLICIES, MANAGED_POLICY, TRUST_POLICY, size_of
from playground.sandbox.iam_api.shared_issuers import check_shared_issuers
from playground.sandbox.world import Account, Role

_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?")


def check_trust_policy(account: Account, text: str) -> None:
    """A trust policy must be one, name principals that there are, and hold shared issuers to a tenant. Raises AwsError."""
    _parse(text, PolicyType.TRUST)
    if size_of(text) > TRUST_POLICY:
        raise refusals.exceeded("ACLSizePerRole", TRUST_POLICY)
    statements = [one for one, _ in each(read_document(text, PolicyType.TRUST)["Statement"], "")]
    for statement in statements:
        principal = statement.get("Principal")
        if isinstance(principal, dict):
            for kind, value in principal.items():
                for name, _ in each(value, ""):
                    _check_principal(account, kind, name)
    check_shared_issuers(statements)


def _check_principal(account: Account, kind: str, name: str) -> None:
    """A user or a role of the account itself must be there. Those of other accounts are not looked up: that would tell of them."""
    good = True
    if kind == "Service":
        kind, good = "SERVICE", bool(_SERVICE.fullmatch(name))
    elif kind == "AWS":
        good = name == "*" or is_account_id(name) or _is_principal(account, name)
    if not good:
        raise refusals.malformed(f'Invalid principal in policy: "{kind}":"{name}"')


def _is_principal(account: Account, name: str) -> bool:
    arn = parse_arn(name)
    if arn is None or arn.service not in ("iam", "sts") or not is_account_id(arn.account) or "*" in name:
        return False
    kind, _, rest = arn.resource.partition("/")
    if arn.account != account.account_id or arn.resource == "root":
        return arn.resource == "root" or kind in ("role", "user", "assumed-role", "federated-user")
    if kind == "role":
        return account.role_with_arn(name) is not None
    if kind == "user":
        return any(account.user_arn(user) == name for user in account.users.values())
    return kind == "assumed-role" and rest.partition("/")[0] in account.roles


def check_inline_policy(role: Role, name: str, text: str) -> None:
    """An inline policy must be one, and all of a role's together must fit. Raises AwsError."""
    _parse(text, PolicyType.IDENTITY)
    others = sum(size_of(document) for key, document in role.inline.items() if key != name)
    if others + size_of(text) > INLINE_POLICIES:
        raise refusals.inline_too_large(INLINE_POLICIES, role.name)


def check_managed_policy(text: str) -> None:
    """A managed policy must be one of 2012 or later, and must fit. Raises AwsError."""
    _parse(text, PolicyType.MANAGED)
    if size_of(text) > MANAGED_POLICY:
        raise refusals.exceeded("PolicySize", MANAGED_POLICY)


def _parse(text: str, kind: PolicyType) -> Policy:
    if text[:1].isspace():
        raise refusals.malformed("JSON strings must not have leading spaces" if kind is PolicyType.TRUST else LEGACY)
    try:
        return to_be_kept(parse_policy(text, kind))
    except MalformedPolicy as error:
        raise refusals.malformed(error.message) from error
