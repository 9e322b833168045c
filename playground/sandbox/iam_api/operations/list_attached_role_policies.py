"""ListAttachedRolePolicies: the managed policies of a role.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.paging import page
from playground.sandbox.managed import managed_policy
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    account, prefix = account_of(call), call.parameters.get("PathPrefix", "/")
    role = role_named(account, call.parameters["RoleName"])
    found = ((arn, managed_policy(account, arn)) for arn in role.attached)
    attached = [{"PolicyName": one.name, "PolicyArn": arn} for arn, one in found if one and one.path.startswith(prefix)]
    policies, more = page(call, attached)
    return answer(call, AttachedPolicies=policies, **more)


OPERATION = Operation("ListAttachedRolePolicies", "iam", perform, on_role("ListAttachedRolePolicies"))
