"""UntagRole: tags of a role, removed.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.tagging import without
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Removes the tags; one that is not there is no error. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        found = role_named(account, given["RoleName"])
        return account.with_role(replace(found, tags=without(found.tags, given["TagKeys"])))

    change(call, edit)
    return answer(call)


OPERATION = Operation("UntagRole", "iam", perform, on_role("UntagRole"))
