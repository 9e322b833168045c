"""TagRole: tags of a role, added or replaced.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.iam_api.tagging import tags_of, with_tags
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Keeps the tags. Raises NoSuchEntity, InvalidInput, LimitExceeded."""
    given = call.parameters
    tags = tags_of(given["Tags"])

    def edit(account: Account) -> Account:
        found = role_named(account, given["RoleName"])
        return account.with_role(replace(found, tags=with_tags(found.tags, tags)))

    change(call, edit)
    return answer(call)


OPERATION = Operation("TagRole", "iam", perform, on_role("TagRole"))
