"""TagPolicy: tags of a managed policy, added or replaced.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import own_policy_of
from playground.sandbox.iam_api.tagging import tags_of, with_tags
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Keeps the tags. Raises NoSuchEntity, InvalidInput, LimitExceeded."""
    given = call.parameters
    tags = tags_of(given["Tags"], exact=True)

    def edit(account: Account) -> Account:
        found = own_policy_of(call, account)
        return account.with_policy(replace(found, tags=with_tags(found.tags, tags, exact=True)))

    change(call, edit)
    return answer(call)


OPERATION = Operation("TagPolicy", "iam", perform, on_policy("TagPolicy"))
