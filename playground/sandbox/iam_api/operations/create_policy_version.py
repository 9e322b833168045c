"""CreatePolicyVersion: another version of a managed policy, of five at most.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.documents import check_managed_policy
from playground.sandbox.iam_api.finding import own_policy_of
from playground.sandbox.iam_api.quotas import VERSIONS
from playground.sandbox.iam_api.shapes import version_listed
from playground.sandbox.iam_api.versions import in_force
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, PolicyVersion


def perform(call: Call) -> HttpResponse:
    """Makes it, and the default where that is asked for. Raises NoSuchEntity, MalformedPolicyDocument, LimitExceeded."""
    given = call.parameters
    made: list[PolicyVersion] = []

    def edit(account: Account) -> Account:
        policy = own_policy_of(call, account)
        check_managed_policy(given["PolicyDocument"])
        if len(policy.others) + 1 >= VERSIONS:
            raise refusals.too_many_versions()
        number = policy.versions_made + 1
        made[:] = [PolicyVersion(f"v{number}", given["PolicyDocument"], call.now)]
        policy = replace(policy, others=(*policy.others, made[0]), versions_made=number, updated=call.now)
        return account.with_policy(in_force(policy, made[0]) if given.get("SetAsDefault") else policy)

    account = change(call, edit)
    policy = account.policies[given["PolicyArn"].rpartition("/")[2]]
    return answer(call, PolicyVersion=version_listed(policy, made[0]))


OPERATION = Operation("CreatePolicyVersion", "iam", perform, on_policy("CreatePolicyVersion"))
