"""The AWS managed policies that the sandbox has, and how a managed policy is found by its ARN.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from playground.documents import write_json
from playground.sandbox.world import Account, ManagedPolicy

_PREFIX = "arn:aws:iam::aws:policy/"
ADMINISTRATOR_ACCESS = f"{_PREFIX}AdministratorAccess"


def _allow(*actions: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


_READ_S3 = ("s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*")
_ADMINISTRATOR = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
# ReadOnlyAccess names thousands of actions of every service; ours has those of the services that the sandbox has.
_READ = ("s3:Get*", "s3:List*", "iam:Get*", "iam:List*", "iam:Simulate*", "sts:Get*", "cloudtrail:LookupEvents")

# name, id, number of the default version, made, changed, document
_TABLE = (
    ("AmazonS3ReadOnlyAccess", "ANPAIZTJ4DXE7G6AGAE6M", 3, "2015-02-06", "2023-08-10", _allow(*_READ_S3)),
    ("AmazonS3FullAccess", "ANPAIFIR6V6BVTRAHWINE", 2, "2015-02-06", "2021-09-27", _allow("s3:*", "s3-object-lambda:*")),
    ("ReadOnlyAccess", "ANPAILL3HVNFSB6DCOWYQ", 1, "2015-02-06", "2015-02-06", _allow(*_READ)),
    ("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", 1, "2015-02-06", "2015-02-06", _ADMINISTRATOR),
)
_DESCRIPTIONS = {
    "AmazonS3ReadOnlyAccess": "Provides read only access to all buckets via the AWS Management Console.",
    "AmazonS3FullAccess": "Provides full access to all buckets via the AWS Management Console.",
    "ReadOnlyAccess": "Provides read-only access to AWS services and resources.",
    "AdministratorAccess": "Provides full access to AWS services and resources.",
}


def _policy(name: str, policy_id: str, version: int, made: str, changed: str, document: dict[str, Any]) -> ManagedPolicy:
    created, updated = (datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() for day in (made, changed))
    return ManagedPolicy(
        name,
        write_json(document),
        policy_id,
        _DESCRIPTIONS[name],
        created,
        updated=updated,
        version_id=f"v{version}",
        version_created=updated,
        versions_made=version,
    )


AWS_MANAGED: dict[str, ManagedPolicy] = {_PREFIX + row[0]: _policy(*row) for row in _TABLE}


def managed_policy(account: Account, arn: str) -> ManagedPolicy | None:
    """A managed policy: the account's own, or one of AWS's; None when there is none with this ARN."""
    return AWS_MANAGED.get(arn) or account.policy_with_arn(arn)


def managed_document(account: Account, arn: str) -> str | None:
    """The document of a managed policy, in the version that is in force."""
    policy = managed_policy(account, arn)
    return policy.document if policy else None


def is_awss(arn: str) -> bool:
    """Whether the policy is one of AWS's own, which an account may attach and not change."""
    return arn.startswith(_PREFIX)
