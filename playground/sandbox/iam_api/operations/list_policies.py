"""ListPolicies: the managed policies that the account can attach.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.shapes import attached_to, bounded_by, policies_of, policy_listed, scope_of, users_of
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, ManagedPolicy


def perform(call: Call) -> HttpResponse:
    """Answers a page of them, the account's own first."""
    account = account_of(call)
    found = [(arn, policy) for arn, policy in policies_of(account).items() if _wanted(call, account, arn, policy)]
    policies, more = page(call, found)
    return answer(call, Policies=[policy_listed(account, policy, arn) for arn, policy in policies], **more)


def _wanted(call: Call, account: Account, arn: str, policy: ManagedPolicy) -> bool:
    given = call.parameters
    if given.get("Scope", "All") not in ("All", scope_of(arn)) or not policy.path.startswith(given.get("PathPrefix", "/")):
        return False
    attached, bounds = bool(attached_to(account, arn) or users_of(account, arn)), bool(bounded_by(account, arn))
    usage = given.get("PolicyUsageFilter")
    if usage is not None:
        return bounds if usage == "PermissionsBoundary" else attached
    return attached or bounds or not given.get("OnlyAttached", False)


OPERATION = Operation("ListPolicies", "iam", perform, on("ListPolicies", "", "policy path {}"))
