"""GetPolicy: one managed policy, without a document.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import policy_at
from playground.sandbox.iam_api.shapes import policy_whole
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers it. Raises NoSuchEntity."""
    account, arn = account_of(call), call.parameters["PolicyArn"]
    return answer(call, Policy=policy_whole(account, policy_at(account, arn), arn))


OPERATION = Operation("GetPolicy", "iam", perform, on_policy("GetPolicy"))
