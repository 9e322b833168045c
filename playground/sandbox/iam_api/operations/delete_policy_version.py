"""DeletePolicyVersion: a version of a managed policy goes, unless it is the one in force.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import own_policy_of, version_of
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Deletes it. Raises NoSuchEntity, DeleteConflict."""
    given = call.parameters

    def edit(account: Account) -> Account:
        policy, version = version_of(account, given["PolicyArn"], given["VersionId"])
        own_policy_of(call, account)
        if version.version_id == policy.version_id:
            raise refusals.conflict(refusals.DEFAULT_VERSION)
        return account.with_policy(replace(policy, others=tuple(one for one in policy.others if one != version)))

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeletePolicyVersion", "iam", perform, on_policy("DeletePolicyVersion"))
