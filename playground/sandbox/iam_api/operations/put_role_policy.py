"""PutRolePolicy: an inline policy of a role, made or replaced.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.documents import check_inline_policy
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Keeps it. Raises NoSuchEntity, MalformedPolicyDocument, LimitExceeded."""
    given = call.parameters

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        check_inline_policy(role, given["PolicyName"], given["PolicyDocument"])
        return account.with_role(replace(role, inline={**role.inline, given["PolicyName"]: given["PolicyDocument"]}))

    change(call, edit)
    return answer(call)


OPERATION = Operation("PutRolePolicy", "iam", perform, on_role("PutRolePolicy"))
