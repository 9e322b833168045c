"""GetRole: one role, its trust policy included.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.shapes import role_whole
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers it. Raises NoSuchEntity."""
    account = account_of(call)
    return answer(call, Role=role_whole(account, role_named(account, call.parameters["RoleName"])))


OPERATION = Operation("GetRole", "iam", perform, on_role("GetRole"))
