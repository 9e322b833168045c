"""ListRoleTags: the tags of a role.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.tagging import listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    found = role_named(account_of(call), call.parameters["RoleName"])
    tags, more = page(call, listed(found.tags))
    return answer(call, Tags=tags, **more)


OPERATION = Operation("ListRoleTags", "iam", perform, on_role("ListRoleTags"))
