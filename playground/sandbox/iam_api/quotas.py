"""How much of everything an account of the sandbox may keep.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html  The first five are AWS's; the others are lower here.
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.iam_api import refusals
from playground.sandbox.world import Account

CLIENT_IDS, THUMBPRINTS, TAGS = 100, 5, 50
TRUST_POLICY, INLINE_POLICIES, MANAGED_POLICY, VERSIONS, ATTACHED = 2048, 10_240, 6144, 5, 10
PROVIDERS, ROLES, POLICIES = 100, 100, 100
WHOLE = 250_000  # characters of all policies of an account together; white space, which AWS does not count, counts here


def size_of(document: str) -> int:
    """The characters of a policy that IAM counts: all but white space."""
    return len("".join(document.split()))


def check_whole(account: Account) -> Account:
    """The account, if its document may be kept. Raises LimitExceeded."""
    for quota, kept, most in (
        ("OpenIdConnectProvidersPerAccount", account.providers, PROVIDERS),
        ("RolesPerAccount", account.roles, ROLES),
        ("PoliciesPerAccount", account.policies, POLICIES),
    ):
        if len(kept) > most:
            raise refusals.exceeded(quota, most)
    if _characters(account) > WHOLE:
        message = f"This sandbox keeps {WHOLE} characters of an account's policies. Delete some first."
        raise AwsError("LimitExceeded", message, 409, confirmed=False)
    return account


def _characters(account: Account) -> int:
    roles = sum(len(role.trust_policy) + sum(map(len, role.inline.values())) for role in account.roles.values())
    versions = (version.document for policy in account.policies.values() for version in policy.others)
    return roles + sum(len(policy.document) for policy in account.policies.values()) + sum(map(len, versions))
