"""UpdateAssumeRolePolicy: a role's trust policy, replaced.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.documents import check_trust_policy
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Replaces it. Raises NoSuchEntity, MalformedPolicyDocument, LimitExceeded."""
    given = call.parameters

    def edit(account: Account) -> Account:
        role = role_named(account, given["RoleName"])
        check_trust_policy(account, given["PolicyDocument"])
        return account.with_role(replace(role, trust_policy=given["PolicyDocument"]))

    change(call, edit)
    return answer(call)


OPERATION = Operation("UpdateAssumeRolePolicy", "iam", perform, on_role("UpdateAssumeRolePolicy"))
