"""DetachRolePolicy: a managed policy counts for a role no longer.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import check_policy_arn, role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Detaches it. Raises NoSuchEntity, ValidationError."""
    given, arn = call.parameters, call.parameters["PolicyArn"]

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        check_policy_arn(arn)
        if arn not in role.attached:
            raise refusals.no_such_policy(arn)
        return account.with_role(replace(role, attached=tuple(one for one in role.attached if one != arn)))

    change(call, edit)
    return answer(call)


OPERATION = Operation("DetachRolePolicy", "iam", perform, on_role("DetachRolePolicy"))
