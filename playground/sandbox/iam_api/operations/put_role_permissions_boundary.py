"""PutRolePermissionsBoundary: the managed policy that a role's permissions end at.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.boundaries import boundary_of
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Sets it. Raises NoSuchEntity, InvalidInput."""
    given = call.parameters

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        return account.with_role(replace(role, boundary=boundary_of(account, given["PermissionsBoundary"])))

    change(call, edit)
    return answer(call)


OPERATION = Operation("PutRolePermissionsBoundary", "iam", perform, on_role("PutRolePermissionsBoundary"))
