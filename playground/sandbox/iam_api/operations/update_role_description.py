"""UpdateRoleDescription: a role's description. UpdateRole has taken its place.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.shapes import role_made
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Changes it, and answers the role. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        return account.with_role(replace(role_named(account, given["RoleName"]), description=given["Description"]))

    account = change(call, edit)
    role = account.roles[given["RoleName"]]
    return answer(call, Role=role_made(account, role) | {"Description": role.description})


OPERATION = Operation("UpdateRoleDescription", "iam", perform, on_role("UpdateRoleDescription"))
