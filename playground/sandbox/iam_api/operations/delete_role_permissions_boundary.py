"""DeleteRolePermissionsBoundary: a role has no permissions boundary any longer.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Removes it; none is no error. Raises NoSuchEntity for the role."""

    def edit(account: Account) -> Account:
        return account.with_role(replace(role_named(account, call.parameters["RoleName"]), boundary=""))

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeleteRolePermissionsBoundary", "iam", perform, on_role("DeleteRolePermissionsBoundary"))
