"""ListPolicyTags: the tags of a managed policy.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import policy_at
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.tagging import listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    found = policy_at(account_of(call), call.parameters["PolicyArn"])
    tags, more = page(call, listed(found.tags, exact=True))
    return answer(call, Tags=tags, **more)


OPERATION = Operation("ListPolicyTags", "iam", perform, on_policy("ListPolicyTags"))
