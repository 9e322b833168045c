"""What IAM answers when something is not there, is there already, is in use, or is too much.

The words were seen in AWS's answers of 2023 to 2026 unless they are marked.
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError


def no_such_role(name: str) -> AwsError:
    """No role has this name."""
    return AwsError("NoSuchEntity", f"The role with name {name} cannot be found.", 404)


def no_such_role_policy(name: str) -> AwsError:
    """The role has no inline policy with this name."""
    return AwsError("NoSuchEntity", f"The role policy with name {name} cannot be found.", 404)


def no_such_policy(arn: str) -> AwsError:
    """No managed policy has this ARN, or it is not attached where it shall be detached."""
    return AwsError("NoSuchEntity", f"Policy {arn} was not found.", 404)


def not_attachable(arn: str) -> AwsError:
    """There is no managed policy with this ARN to attach."""
    return AwsError("NoSuchEntity", f"Policy {arn} does not exist or is not attachable.", 404)


def no_such_version(arn: str, version_id: str) -> AwsError:
    """The managed policy, or this version of it, is not there."""
    return AwsError("NoSuchEntity", f"Policy {arn} version {version_id} does not exist or is not attachable.", 404)


def no_such_boundary(arn: str) -> AwsError:
    """There is no managed policy with this ARN to be a boundary."""
    return AwsError("NoSuchEntity", f"Scope ARN: {arn} does not exist or is not attachable.", 404)


def no_such_provider(arn: str) -> AwsError:
    """No OIDC provider has this ARN."""
    return AwsError("NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}", 404)


def no_such_provider_to_delete(arn: str) -> AwsError:
    """DeleteOpenIDConnectProvider has words of its own."""
    return AwsError("NoSuchEntity", f"OpenId connect Provider {arn} cannot be found.", 404)


def no_such_user(name: str) -> AwsError:
    """No user has this name."""
    return AwsError("NoSuchEntity", f"The user with name {name} cannot be found.", 404)


def role_exists(name: str) -> AwsError:
    """A role has this name, whatever its path."""
    return AwsError("EntityAlreadyExists", f"Role with name {name} already exists.", 409)


def policy_exists(name: str) -> AwsError:
    """A managed policy of the account has this name, whatever its path."""
    return AwsError("EntityAlreadyExists", f"A policy called {name} already exists. Duplicate names are not allowed.", 409)


def provider_exists(url: str) -> AwsError:
    """An OIDC provider has this URL."""
    return AwsError("EntityAlreadyExists", f"Provider with url {url} already exists.", 409)


def conflict(message: str, *, confirmed: bool = True) -> AwsError:
    """What shall be deleted is in use."""
    return AwsError("DeleteConflict", message, 409, confirmed=confirmed)


MUST_DETACH = "Cannot delete entity, must detach all policies first."
MUST_DELETE_POLICIES = "Cannot delete entity, must delete policies first."
ATTACHED = "Cannot delete a policy attached to entities."
SEVERAL_VERSIONS = (
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
    "The default version is deleted with the policy."
)
DEFAULT_VERSION = "Cannot delete the default version of a policy."


def exceeded(quota: str, most: int) -> AwsError:
    """There may be no more of it. AWS's quotas can be raised; the sandbox's are its own where it says so."""
    return AwsError("LimitExceeded", f"Cannot exceed quota for {quota}: {most}", 409)


def too_many_versions() -> AwsError:
    """A managed policy has five versions at most."""
    message = (
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version."
    )
    return AwsError("LimitExceeded", message, 409)


def too_many_tags() -> AwsError:
    """An OIDC provider, a role or a policy has 50 tags at most."""
    return AwsError("LimitExceeded", "The number of tags has reached the maximum limit.", 409)


def inline_too_large(most: int, role: str) -> AwsError:
    """All inline policies of a role together are too long."""
    return AwsError("LimitExceeded", f"Maximum policy size of {most} bytes exceeded for role {role}", 409)


def invalid_arn(arn: str, *, of_boundary: bool = False) -> AwsError:
    """What should be a managed policy's ARN is none."""
    return AwsError("InvalidInput" if of_boundary else "ValidationError", f"ARN {arn} is not valid.")


def invalid_input(message: str, *, confirmed: bool = True) -> AwsError:
    """InvalidInput, 400."""
    return AwsError("InvalidInput", message, confirmed=confirmed)


def malformed(message: str, *, confirmed: bool = True) -> AwsError:
    """A policy that IAM does not keep."""
    return AwsError("MalformedPolicyDocument", message, confirmed=confirmed)
