"""Roles, policies and providers as IAM shows them: some say less when they have just been made, or stand in a list.

What is left out where was seen in AWS's answers of 2026.
"""

from __future__ import annotations

from typing import Any

from playground.sandbox.iam_api.answer import encoded
from playground.sandbox.iam_api.tagging import listed
from playground.sandbox.managed import AWS_MANAGED, is_awss
from playground.sandbox.world import Account, ManagedPolicy, PolicyVersion, Role, User

Shape = dict[str, Any]


def role_made(account: Account, role: Role) -> Shape:
    """A role as CreateRole shows it."""
    shape = {
        "Path": role.path,
        "RoleName": role.name,
        "RoleId": role.role_id,
        "Arn": account.role_arn(role),
        "CreateDate": role.created,
        "AssumeRolePolicyDocument": encoded(role.trust_policy),
    }
    return shape | _tags_and_boundary(role)


def role_listed(account: Account, role: Role) -> Shape:
    """A role as ListRoles shows it: without its tags and its boundary."""
    shape = role_made(account, role) | {"MaxSessionDuration": role.max_session_duration}
    for name in ("Tags", "PermissionsBoundary"):
        shape.pop(name, None)
    return shape | ({"Description": role.description} if role.description else {})


def role_whole(account: Account, role: Role) -> Shape:
    """A role as GetRole shows it. When it was last used is not kept here."""
    return role_listed(account, role) | _tags_and_boundary(role) | {"RoleLastUsed": {}}


def _tags_and_boundary(role: Role) -> Shape:
    boundary = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": role.boundary}
    return ({"Tags": listed(role.tags)} if role.tags else {}) | ({"PermissionsBoundary": boundary} if role.boundary else {})


def policy_listed(account: Account, policy: ManagedPolicy, arn: str) -> Shape:
    """A managed policy as ListPolicies shows it, and CreatePolicy beside its tags."""
    return {
        "PolicyName": policy.name,
        "PolicyId": policy.policy_id,
        "Arn": arn,
        "Path": policy.path,
        "DefaultVersionId": policy.version_id,
        "AttachmentCount": len(attached_to(account, arn)) + len(users_of(account, arn)),
        "PermissionsBoundaryUsageCount": len(bounded_by(account, arn)),
        "IsAttachable": True,
        "CreateDate": policy.created,
        "UpdateDate": policy.updated or policy.created,
    }


def policy_whole(account: Account, policy: ManagedPolicy, arn: str) -> Shape:
    """A managed policy as GetPolicy shows it."""
    words = {"Description": policy.description} if policy.description else {}
    return policy_listed(account, policy, arn) | words | {"Tags": listed(policy.tags, exact=True)}


def versions_of(policy: ManagedPolicy) -> list[PolicyVersion]:
    """All versions of a managed policy, the newest first."""
    own = PolicyVersion(policy.version_id, policy.document, policy.version_created or policy.created)
    return sorted((own, *policy.others), key=lambda one: int(one.version_id[1:]), reverse=True)


def version_listed(policy: ManagedPolicy, version: PolicyVersion) -> Shape:
    """A version without its document."""
    default = version.version_id == policy.version_id
    return {"VersionId": version.version_id, "IsDefaultVersion": default, "CreateDate": version.created}


def user_shown(account: Account, user: User) -> Shape:
    """A user as GetUser shows it."""
    return {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.user_id,
        "Arn": account.user_arn(user),
        "CreateDate": user.created,
    }


def policies_of(account: Account) -> dict[str, ManagedPolicy]:
    """Every managed policy that the account can attach, by ARN: its own, then AWS's."""
    own = {account.policy_arn(name): account.policies[name] for name in sorted(account.policies)}
    return own | dict(sorted(AWS_MANAGED.items()))


def attached_to(account: Account, arn: str) -> list[Role]:
    """The roles that a managed policy is attached to, by name."""
    return [account.roles[name] for name in sorted(account.roles) if arn in account.roles[name].attached]


def users_of(account: Account, arn: str) -> list[User]:
    """The users that a managed policy is attached to, by name."""
    return [account.users[name] for name in sorted(account.users) if arn in account.users[name].attached]


def bounded_by(account: Account, arn: str) -> list[Role]:
    """The roles that a managed policy is the permissions boundary of, by name."""
    return [account.roles[name] for name in sorted(account.roles) if account.roles[name].boundary == arn]


def scope_of(arn: str) -> str:
    """ListPolicies' word for whose policy it is."""
    return "AWS" if is_awss(arn) else "Local"
