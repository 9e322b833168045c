"""DeletePolicy: a managed policy goes, once nothing has it and no other version is left.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import own_policy_of
from playground.sandbox.iam_api.shapes import attached_to, bounded_by, users_of
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Deletes it. Raises NoSuchEntity, DeleteConflict, AccessDenied for one of AWS's."""
    arn = call.parameters["PolicyArn"]

    def edit(account: Account) -> Account:
        policy = own_policy_of(call, account)
        if attached_to(account, arn) or users_of(account, arn) or bounded_by(account, arn):
            raise refusals.conflict(refusals.ATTACHED)
        if policy.others:
            raise refusals.conflict(refusals.SEVERAL_VERSIONS)
        return replace(account, policies={name: one for name, one in account.policies.items() if name != policy.name})

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeletePolicy", "iam", perform, on_policy("DeletePolicy"))
