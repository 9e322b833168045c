"""SimulatePrincipalPolicy: what the policies of a role or a user would say, and further ones of the call with them.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from playground.iam import MalformedPolicy, Policies, PolicyType
from playground.iam.arn import account_of, parse_arn
from playground.sandbox.authorization import attached_policies, policies_of
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import answer as answers
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.exclusions import Held, without
from playground.sandbox.iam_api.simulated import check_actions, context_of, keys_of, owner_of, parsed, resource_policy
from playground.sandbox.iam_api.simulation import Simulation, results
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Answers a page of results. Raises NoSuchEntity, InvalidInput."""
    given, account = call.parameters, answers.account_of(call)
    check_actions(call)
    source = given["PolicySourceArn"]
    own = _policies(account, source, given.get("PolicyExclusionList", ()))
    more_identity = parsed(given.get("PolicyInputList", ()), PolicyType.IDENTITY, "PolicyInputList")
    boundary = parsed(
        given.get("PermissionsBoundaryPolicyInputList", ()), PolicyType.BOUNDARY, "PermissionsBoundaryPolicyInputList"
    )
    resource = resource_policy(call)
    policies = replace(own, identity=(*own.identity, *more_identity), boundary=boundary or own.boundary, resource=resource)
    caller = given.get("CallerArn", source)
    owner = owner_of(call) or account_of(caller)
    keys = keys_of((*policies.identity, *(policies.boundary or ()), *((resource,) if resource else ())))
    found, more = results(call, Simulation(policies, caller, owner, context_of(call), keys))
    return answers.answer(call, EvaluationResults=found, **more)


def _policies(account: Account, source: str, excluded: Iterable[Mapping[str, Any]]) -> Policies:
    arn = parse_arn(source)
    kind, _, rest = arn.resource.partition("/") if arn else ("", "", "")
    name = rest.rpartition("/")[2]
    if arn is None or arn.service != "iam" or kind not in ("role", "user"):
        raise refusals.invalid_input(
            f"Invalid Entity Arn: {source} does not clearly define entity type and name.", confirmed=False
        )
    role = account.role_with_arn(source) if kind == "role" else None
    user = account.users.get(name) if kind == "user" and arn.account == account.account_id else None
    if role is None and user is None:
        raise refusals.no_such_role(name) if kind == "role" else refusals.no_such_user(name)
    held = Held(role.inline, role.attached, role.boundary) if role else Held({}, user.attached if user else ())
    held = without(held, kind, name, excluded)
    try:
        if role is None:
            return Policies(attached_policies(account, held.attached))
        # Seen: an inline policy is named with whose it is, a managed one by its name alone.
        inline = {f"role_{role.name}_{key}": text for key, text in held.inline.items()}
        less = replace(role, inline=inline, attached=held.attached, boundary=held.boundary)
        return policies_of(account, less, None)
    except MalformedPolicy as error:
        raise refusals.invalid_input(f"A policy of {source} cannot be read: {error.message}", confirmed=False) from error


def asks(call: Call) -> tuple[Asked, ...]:
    """iam:SimulatePrincipalPolicy on the role or the user."""
    return (Asked("iam:SimulatePrincipalPolicy", call.parameters["PolicySourceArn"], {}),)


OPERATION = Operation("SimulatePrincipalPolicy", "iam", perform, asks)
