"""The AWS managed policies that concern S3, and how a managed policy is found by its ARN.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

from typing import Any

from playground.documents import write_json
from playground.sandbox.world import Account

_PREFIX = "arn:aws:iam::aws:policy/"


def _allow(*actions: str) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


_READ_S3 = ("s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*")

# ReadOnlyAccess names thousands of actions of every service; ours has those of the services that the sandbox has.
AWS_MANAGED: dict[str, str] = {
    _PREFIX + name: write_json(document)
    for name, document in {
        "AmazonS3ReadOnlyAccess": _allow(*_READ_S3),
        "AmazonS3FullAccess": _allow("s3:*", "s3-object-lambda:*"),
        "ReadOnlyAccess": _allow("s3:Get*", "s3:List*", "iam:Get*", "iam:List*", "sts:Get*", "cloudtrail:LookupEvents"),
        "AdministratorAccess": _allow("*"),
    }.items()
}


def managed_document(account: Account, arn: str) -> str | None:
    """The document of a managed policy: the account's own, or one of AWS's; None when there is none with this ARN."""
    if arn.startswith(_PREFIX):
        return AWS_MANAGED.get(arn)
    start = account.policy_arn("")
    policy = account.policies.get(arn.removeprefix(start)) if arn.startswith(start) else None
    return policy.document if policy else None
