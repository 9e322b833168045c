"""DeleteRolePolicy: an inline policy of a role goes.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Deletes it. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        if given["PolicyName"] not in role.inline:
            raise refusals.no_such_role_policy(given["PolicyName"])
        inline = {name: text for name, text in role.inline.items() if name != given["PolicyName"]}
        return account.with_role(replace(role, inline=inline))

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeleteRolePolicy", "iam", perform, on_role("DeleteRolePolicy"))
