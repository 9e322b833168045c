"""ListInstanceProfilesForRole: always none: the sandbox has no instances. Terraform asks before it deletes a role.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_role
from playground.sandbox.iam_api.finding import role_named
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers none. Raises NoSuchEntity for the role."""
    role_named(account_of(call), call.parameters["RoleName"])
    return answer(call, InstanceProfiles=[], IsTruncated=False)


OPERATION = Operation("ListInstanceProfilesForRole", "iam", perform, on_role("ListInstanceProfilesForRole"))
