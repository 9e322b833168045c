"""The permissions boundary of a role: a managed policy that there is."""

from __future__ import annotations

from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.finding import check_policy_arn
from playground.sandbox.managed import managed_policy
from playground.sandbox.world import Account


def boundary_of(account: Account, arn: str | None) -> str:
    """The ARN that is asked for; empty for none. Raises InvalidInput for no policy's ARN, NoSuchEntity."""
    if arn is None:
        return ""
    check_policy_arn(arn, of_boundary=True)
    if managed_policy(account, arn) is None:
        raise refusals.no_such_boundary(arn)
    return arn
