"""CreateRole: a role, with the trust policy that says who may assume it.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import account_of, answer, change
from playground.sandbox.iam_api.asking import making
from playground.sandbox.iam_api.boundaries import boundary_of
from playground.sandbox.iam_api.documents import check_trust_policy
from playground.sandbox.iam_api.shapes import role_made
from playground.sandbox.iam_api.tagging import tags_of
from playground.sandbox.identifiers import unique_id
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, Role


def perform(call: Call) -> HttpResponse:
    """Makes it. Raises EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput, NoSuchEntity for the boundary."""
    given = call.parameters
    tags = tags_of(given.get("Tags", []))

    def edit(account: Account) -> Account:
        if given["RoleName"].lower() in {name.lower() for name in account.roles}:
            raise refusals.role_exists(given["RoleName"])
        check_trust_policy(account, given["AssumeRolePolicyDocument"])
        role = Role(
            given["RoleName"],
            unique_id("AROA", account.account_id),
            given["AssumeRolePolicyDocument"],
            boundary=boundary_of(account, given.get("PermissionsBoundary")),
            max_session_duration=given.get("MaxSessionDuration", 3600),
            path=given.get("Path", "/"),
            tags=tags,
            description=given.get("Description", ""),
            created=call.now,
        )
        return account.with_role(role)

    account = change(call, edit)
    return answer(call, Role=role_made(account, account.roles[given["RoleName"]]))


def _arn(call: Call) -> str:
    given = call.parameters
    return f"arn:aws:iam::{account_of(call).account_id}:role{given.get('Path', '/')}{given['RoleName']}"


OPERATION = Operation("CreateRole", "iam", perform, making("CreateRole", "TagRole", _arn))
