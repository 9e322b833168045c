"""SetDefaultPolicyVersion: the version of a managed policy that is in force.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import own_policy_of, version_of
from playground.sandbox.iam_api.versions import in_force
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Changes it. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        policy, version = version_of(account, given["PolicyArn"], given["VersionId"])
        own_policy_of(call, account)
        return account.with_policy(in_force(policy, version))

    change(call, edit)
    return answer(call)


OPERATION = Operation("SetDefaultPolicyVersion", "iam", perform, on_policy("SetDefaultPolicyVersion"))
