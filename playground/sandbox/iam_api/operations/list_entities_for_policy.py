"""ListEntitiesForPolicy: what a managed policy is attached to, and what it is the boundary of.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import policy_at
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.shapes import attached_to, bounded_by, users_of
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, Role, User


def perform(call: Call) -> HttpResponse:
    """Answers a page of roles and users; the sandbox has no groups. Raises NoSuchEntity."""
    account, given = account_of(call), call.parameters
    policy_at(account, given["PolicyArn"])
    entities, more = page(
        call, _entities(account, given["PolicyArn"], given.get("EntityFilter"), given.get("PolicyUsageFilter"))
    )
    wanted = [one for one in entities if one.path.startswith(given.get("PathPrefix", "/"))]
    roles = [{"RoleName": one.name, "RoleId": one.role_id} for one in wanted if isinstance(one, Role)]
    users = [{"UserName": one.name, "UserId": one.user_id} for one in wanted if isinstance(one, User)]
    return answer(call, PolicyGroups=[], PolicyUsers=users, PolicyRoles=roles, **more)


def _entities(account: Account, arn: str, kind: str | None, usage: str | None) -> list[Role | User]:
    roles = {} if usage == "PermissionsBoundary" else {role.name: role for role in attached_to(account, arn)}
    roles |= {} if usage == "PermissionsPolicy" else {role.name: role for role in bounded_by(account, arn)}
    users = [] if usage == "PermissionsBoundary" else users_of(account, arn)
    return [*(roles.values() if kind in (None, "Role") else ()), *(users if kind in (None, "User") else ())]


OPERATION = Operation("ListEntitiesForPolicy", "iam", perform, on_policy("ListEntitiesForPolicy"))
