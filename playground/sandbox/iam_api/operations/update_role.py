"""UpdateRole: a role's description and its longest session; what is not given stays.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
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
    """Changes it. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        words, longest = given.get("Description", role.description), given.get("MaxSessionDuration", role.max_session_duration)
        return account.with_role(replace(role, description=words, max_session_duration=longest))

    change(call, edit)
    return answer(call)


OPERATION = Operation("UpdateRole", "iam", perform, on_role("UpdateRole"))
