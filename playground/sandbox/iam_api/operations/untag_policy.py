"""UntagPolicy: tags of a managed policy, removed.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import own_policy_of
from playground.sandbox.iam_api.tagging import without
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Removes the tags; one that is not there is no error. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        found = own_policy_of(call, account)
        return account.with_policy(replace(found, tags=without(found.tags, given["TagKeys"], exact=True)))

    change(call, edit)
    return answer(call)


OPERATION = Operation("UntagPolicy", "iam", perform, on_policy("UntagPolicy"))
