"""How IAM finds what a call names, in the caller's own account."""

from __future__ import annotations

from playground.iam.arn import parse_arn
from playground.sandbox.errors import AwsError
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.shapes import versions_of
from playground.sandbox.managed import is_awss, managed_policy
from playground.sandbox.operation import Call
from playground.sandbox.world import Account, ManagedPolicy, OidcProvider, PolicyVersion, Role


def role_named(account: Account, name: str) -> Role:
    """The role with this name. Raises NoSuchEntity."""
    role = account.roles.get(name)
    if role is None:
        raise refusals.no_such_role(name)
    return role


def policy_at(account: Account, arn: str) -> ManagedPolicy:
    """The managed policy with this ARN, the account's or AWS's. Raises NoSuchEntity, or ValidationError for no ARN."""
    check_policy_arn(arn)
    policy = managed_policy(account, arn)
    if policy is None:
        raise refusals.no_such_policy(arn)
    return policy


def own_policy_of(call: Call, account: Account) -> ManagedPolicy:
    """The account's own policy that the call names. Raises AccessDenied for one of AWS's, which nobody else may change."""
    assert call.operation is not None
    arn = call.parameters["PolicyArn"]
    policy = policy_at(account, arn)
    if is_awss(arn):
        caller, action = call.session.arn if call.session else "", f"iam:{call.operation.name}"
        message = f"User: {caller} is not authorized to perform: {action} on resource: policy {arn}"
        raise AwsError("AccessDenied", message, 403, confirmed=False)
    return policy


def version_of(account: Account, arn: str, version_id: str) -> tuple[ManagedPolicy, PolicyVersion]:
    """A version of a managed policy. Raises NoSuchEntity."""
    check_policy_arn(arn)
    policy = managed_policy(account, arn)
    found = next((one for one in versions_of(policy) if one.version_id == version_id), None) if policy else None
    if policy is None or found is None:
        raise refusals.no_such_version(arn, version_id)
    return policy, found


def check_policy_arn(text: str, *, of_boundary: bool = False) -> None:
    """Raises ValidationError for what is no managed policy's ARN, or, of a permissions boundary, InvalidInput."""
    arn = parse_arn(text)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("policy/"):
        raise refusals.invalid_arn(text, of_boundary=of_boundary)


def provider_at(account: Account, arn: str) -> OidcProvider:
    """The OIDC provider with this ARN. Raises NoSuchEntity."""
    found = account.providers.get(arn.removeprefix(account.provider_arn("")))
    if found is None or account.provider_arn(found.url) != arn:
        raise refusals.no_such_provider(arn)
    return found
