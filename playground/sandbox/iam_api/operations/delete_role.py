"""DeleteRole: a role goes, once it has no policies. Its sessions end with it.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
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
    """Deletes it. Raises NoSuchEntity, DeleteConflict."""
    name = call.parameters["RoleName"]

    def edit(account: Account) -> Account:
        role = role_named(account, name)
        if role.attached:
            raise refusals.conflict(refusals.MUST_DETACH)
        if role.inline:
            raise refusals.conflict(refusals.MUST_DELETE_POLICIES)
        return replace(account, roles={key: one for key, one in account.roles.items() if key != name})

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeleteRole", "iam", perform, on_role("DeleteRole"))
