"""GetRolePolicy: one inline policy of a role.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import account_of, answer, encoded
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers it. Raises NoSuchEntity."""
    given = call.parameters
    document = role_named(account_of(call), given["RoleName"]).inline.get(given["PolicyName"])
    if document is None:
        raise refusals.no_such_role_policy(given["PolicyName"])
    return answer(call, RoleName=given["RoleName"], PolicyName=given["PolicyName"], PolicyDocument=encoded(document))


OPERATION = Operation("GetRolePolicy", "iam", perform, on_role("GetRolePolicy"))
