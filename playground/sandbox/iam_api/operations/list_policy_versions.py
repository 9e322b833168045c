"""ListPolicyVersions: the versions of a managed policy, the newest first.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import policy_at
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.shapes import version_listed, versions_of
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    policy = policy_at(account_of(call), call.parameters["PolicyArn"])
    versions, more = page(call, versions_of(policy))
    return answer(call, Versions=[version_listed(policy, one) for one in versions], **more)


OPERATION = Operation("ListPolicyVersions", "iam", perform, on_policy("ListPolicyVersions"))
