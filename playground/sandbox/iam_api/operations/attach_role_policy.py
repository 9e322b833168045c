"""AttachRolePolicy: a managed policy counts for a role from now on; one that does already is no error.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import check_policy_arn, role_named
from playground.sandbox.iam_api.quotas import ATTACHED
from playground.sandbox.managed import managed_policy
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Attaches it. Raises NoSuchEntity, ValidationError, LimitExceeded."""
    given, arn = call.parameters, call.parameters["PolicyArn"]

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        check_policy_arn(arn)
        if managed_policy(account, arn) is None:
            raise refusals.not_attachable(arn)
        attached = tuple(dict.fromkeys((*role.attached, arn)))
        if len(attached) > ATTACHED:
            raise refusals.exceeded("PoliciesPerRole", ATTACHED)
        return account.with_role(replace(role, attached=attached))

    change(call, edit)
    return answer(call)


OPERATION = Operation("AttachRolePolicy", "iam", perform, on_role("AttachRolePolicy"))
