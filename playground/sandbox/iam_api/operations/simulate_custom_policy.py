"""SimulateCustomPolicy: what policies of the call would say, attached to nobody.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from playground.iam import Policies, Policy, PolicyType
from playground.iam.arn import account_of
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import answer as answers
from playground.sandbox.iam_api.asking import on
from playground.sandbox.iam_api.simulated import check_actions, context_of, keys_of, owner_of, parsed, resource_policy
from playground.sandbox.iam_api.simulation import Simulation, results
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of results. Raises InvalidInput."""
    given = call.parameters
    check_actions(call)
    identity = parsed(given["PolicyInputList"], PolicyType.IDENTITY, "PolicyInputList")
    boundary = parsed(
        given.get("PermissionsBoundaryPolicyInputList", ()), PolicyType.BOUNDARY, "PermissionsBoundaryPolicyInputList"
    )
    control = _control(given.get("OrderedOrganizationPolicyInputList", ()))
    resource = resource_policy(call)
    policies = Policies(identity, boundary=boundary or None, resource=resource, service_control=control or None)
    account = answers.account_of(call)
    caller = given.get("CallerArn", f"arn:aws:iam::{account.account_id}:user/simulated")
    owner = owner_of(call) or account_of(caller)
    keys = keys_of((*identity, *boundary, *control, *((resource,) if resource else ())))
    found, more = results(call, Simulation(policies, caller, owner, context_of(call), keys))
    return answers.answer(call, EvaluationResults=found, **more)


def _control(levels: Iterable[Mapping[str, list[str]]]) -> tuple[Policy, ...]:
    """The service control policies, each with its level of the organisation. Raises InvalidInput."""
    of_levels = [one.get(_CONTROL, []) for one in levels]
    found = parsed([text for texts in of_levels for text in texts], PolicyType.SERVICE_CONTROL, _CONTROL)
    numbers = [number for number, texts in enumerate(of_levels) for _ in texts]
    return tuple(replace(policy, level=number) for policy, number in zip(found, numbers, strict=True))


_CONTROL = "ServiceControlPolicyInputList"


OPERATION = Operation("SimulateCustomPolicy", "iam", perform, on("SimulateCustomPolicy", ""))
