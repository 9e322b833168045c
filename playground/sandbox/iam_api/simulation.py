"""The policy simulator: our evaluator's answer to actions on resources, in the simulator's shape.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html  As AWS's, it does not look at trust policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.iam import Decision, Policies, Policy, PolicyType, Request, decide
from playground.iam.heard import Heard
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.positions import Span, position, spans
from playground.sandbox.operation import Call

_DECISIONS = {"Allowed": "allowed", "ImplicitlyDenied": "implicitDeny", "ExplicitlyDenied": "explicitDeny"}
# Seen of a boundary in answers that people published.
_TYPES = {PolicyType.RESOURCE: "Resource Policy", PolicyType.BOUNDARY: "Permissions Boundary Policy"}
# Characters of policies, each counted for every action on every resource that it is looked at for: a million take half a second.
PAGE_OF_WORK, MOST_WORK = 1_000_000, 4_000_000
_BEARS = ("identity", "session", "boundary", "resource", "service_control")


@dataclass(frozen=True)
class Simulation:
    """What is asked. policies: named as the answer names them.  caller: an ARN.  owner: the resources' account, or empty."""

    policies: Policies
    caller: str
    owner: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # condition keys that the policies read
    # Of the statements, by the policy's text, as they are asked for.
    places: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Characters of all the policies."""
        return sum(len(policy.text) for policy in _all(self.policies))


def results(call: Call, simulation: Simulation) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """One page of results, an action each, and what says whether more follow. Raises InvalidInput for more than is looked at.

    A page may have fewer than MaxItems, as IAM's may: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
    """
    resources = call.parameters.get("ResourceArns") or ["*"]
    work = len(resources) * simulation.length
    if work > MOST_WORK:
        says = (
            f"{len(resources)} resources and policies of {simulation.length} characters are more than this sandbox simulates."
        )
        raise refusals.invalid_input(says, confirmed=False)
    actions, more = page(call, call.parameters["ActionNames"], most=max(1, PAGE_OF_WORK // max(1, work)))
    return [_of_action(simulation, action, resources) for action in actions], more


def _of_action(simulation: Simulation, action: str, resources: list[str]) -> dict[str, Any]:
    """With several resources the action's own decision is allowed as soon as one is; the others stand below it."""
    each = [(resource, _decided(simulation, action, resource)) for resource in resources]
    name, told = (
        each[0] if len(each) == 1 else ("*", next((one for _, one in each if one["decision"] == "allowed"), each[0][1]))
    )
    details = {key: value for key, value in told.items() if key != "decision"}
    specific = [
        {"EvalResourceName": resource, "EvalResourceDecision": one["decision"]}
        | {key: value for key, value in one.items() if key not in ("decision", "OrganizationsDecisionDetail")}
        for resource, one in each
    ]
    named = {"EvalActionName": action, "EvalResourceName": name, "EvalDecision": told["decision"]}
    return named | details | ({"ResourceSpecificResults": specific} if resources != ["*"] else {})


def _decided(simulation: Simulation, action: str, resource: str) -> dict[str, Any]:
    request = Request(action, resource, simulation.caller, simulation.context, simulation.owner)
    decision = decide(request, simulation.policies)
    told: dict[str, Any] = {
        "decision": _DECISIONS[decision.outcome],
        "MatchedStatements": list(_matched(simulation, decision)),
        "MissingContextValues": [key for key in simulation.keys if key.lower() not in request.context],
    }
    if simulation.policies.boundary is not None:
        heard = Heard(PolicyType.BOUNDARY, simulation.policies.boundary, request, False)
        told["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": _allow(heard)}
    if simulation.policies.service_control is not None:
        heard = Heard(PolicyType.SERVICE_CONTROL, simulation.policies.service_control, request, False)
        told["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": _allow(heard)}
    return told


def _allow(heard: Heard) -> bool:
    """Whether the policies of a type allow by themselves; those of an organisation, on every level."""
    return not heard.denies and not heard.silent()


def _spans(simulation: Simulation, text: str) -> list[Span]:
    if text not in simulation.places:
        simulation.places[text] = spans(text)
    return simulation.places[text]


def _matched(simulation: Simulation, decision: Decision) -> Iterator[dict[str, Any]]:
    """The statements that settled it, with the place where each stands."""
    deciding = {id(said.statement) for said in decision.deciding}
    for policy in _all(simulation.policies):
        for number, statement in enumerate(policy.statements):
            if id(statement) in deciding:
                where = _spans(simulation, policy.text)[number]
                yield {
                    "SourcePolicyId": policy.name.rpartition("/")[2] if policy.arn else policy.name,
                    "SourcePolicyType": _TYPES.get(policy.kind, "IAM Policy"),
                    "StartPosition": position(policy.text, where.first, where.shift),
                    "EndPosition": position(policy.text, where.last - 1, where.shift),
                }


def _all(policies: Policies) -> Iterator[Policy]:
    for name in _BEARS:
        group = getattr(policies, name)
        yield from (group,) if isinstance(group, Policy) else group or ()
