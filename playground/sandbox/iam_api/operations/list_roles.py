"""ListRoles: the roles under a path, by name.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.shapes import role_listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them."""
    account, prefix = account_of(call), call.parameters.get("PathPrefix", "/")
    found = [account.roles[name] for name in sorted(account.roles) if account.roles[name].path.startswith(prefix)]
    roles, more = page(call, found)
    return answer(call, Roles=[role_listed(account, role) for role in roles], **more)


OPERATION = Operation("ListRoles", "iam", perform, on("ListRoles", "role/{}"))
