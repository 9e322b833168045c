"""ListRolePolicies: the names of a role's inline policies.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.paging import page
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    names, more = page(call, sorted(role_named(account_of(call), call.parameters["RoleName"]).inline))
    return answer(call, PolicyNames=names, **more)


OPERATION = Operation("ListRolePolicies", "iam", perform, on_role("ListRolePolicies"))
