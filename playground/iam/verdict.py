"""The outcome of `decide` and nothing else: no finding is made, and what cannot change the outcome is not asked.

Read beside decide.py, whose order and whose words it follows; a test holds the two together over any policies and requests.
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import ALL, ANY, AnyCondition
from playground.iam.conditions.null import NullCondition
from playground.iam.decide import Outcome, Policies, must_be_named
from playground.iam.elements import Actions
from playground.iam.policy import Policy
from playground.iam.principals import ELEMENTS, Reach, nearest
from playground.iam.request import Request
from playground.iam.resources import Resources
from playground.iam.statement import Statement

ALLOWED, DENIED, SILENT = Outcome.ALLOWED, Outcome.EXPLICITLY_DENIED, Outcome.IMPLICITLY_DENIED
Group = tuple[Policy, ...]


def verdict(request: Request, policies: Policies) -> Outcome:
    """Whether the request is allowed, as `decide` has it."""
    resource = () if policies.resource is None else (policies.resource,)
    controls = (policies.resource_control or (), policies.service_control or ())
    for group in (*controls, resource, policies.identity, policies.boundary or (), policies.session or ()):
        for policy in group:
            for statement in policy.statements:
                if statement.effect == "Deny" and _applies(statement, request, policies.boundary is not None):
                    return DENIED
    if must_be_named(request, policies.resource):
        if not _allows(resource, request):
            return SILENT
        if request.principal.kind in ELEMENTS:
            return ALLOWED
    return ALLOWED if _weighs(request, policies, resource) else SILENT


def _weighs(request: Request, policies: Policies, resource: Group) -> bool:
    if policies.service_control is not None and not _controls(policies.service_control, request):
        return False
    reached = list(_reached(resource, request)) if resource else ()
    own = _allows(policies.identity, request)
    if request.principal.account != request.account:
        return bool(reached) and own and _within(request, policies)
    if Reach.DIRECT in reached:
        return True
    return (own or Reach.ROLE in reached) and _within(request, policies)


def _within(request: Request, policies: Policies) -> bool:
    """Whether boundary and session policy, where there are any, allow it too."""
    boundary, session = policies.boundary, policies.session
    return (boundary is None or _allows(boundary, request)) and (session is None or _allows(session, request))


def _controls(group: Group, request: Request) -> bool:
    """Whether every level of the organisation allows it."""
    levels = {policy.level for policy in group}
    return bool(group) and all(_allows(tuple(one for one in group if one.level == level), request) for level in levels)


def _allows(group: Group, request: Request) -> bool:
    for policy in group:
        for statement in policy.statements:
            if statement.effect == "Allow" and _applies(statement, request):
                return True
    return False


def _reached(group: Group, request: Request) -> Iterator[Reach]:
    """How directly each Allow statement that applies names the principal."""
    for policy in group:
        for statement in policy.statements:
            if statement.effect == "Allow" and _applies(statement, request):
                yield _reach(statement, request)


def _applies(statement: Statement, request: Request, bounded: bool = False) -> bool:
    for element in statement.elements:
        if isinstance(element, Actions):
            if (request.action_lower in element.exact or _wild(element, request)) is element.negated:
                return False
        elif _resource(element, request) is element.negated:
            return False
    if statement.principals and _reach(statement, request, bounded) is Reach.NONE:
        return False
    for condition in statement.conditions:
        if not _holds(condition, request):
            return False
    return True


def _wild(actions: Actions, request: Request) -> bool:
    for pattern, _ in actions.wild:
        if pattern.matches(request.action_lower, request.context):
            return True
    return False


def _resource(resources: Resources, request: Request) -> bool:
    for pattern in resources.patterns:
        if pattern.matches(request):
            return True
    return False


def _reach(statement: Statement, request: Request, bounded: bool = False) -> Reach:
    principals = statement.principals
    if principals is None:
        return Reach.DIRECT
    if principals.negated:
        return Reach.NONE if principals.spares(request, statement.effect == "Deny", bounded) else Reach.DIRECT
    return nearest(principals.entries, request.principal)[0]


def _holds(condition: AnyCondition, request: Request) -> bool:
    got = request.context.get(condition.lower_key)
    if isinstance(condition, NullCondition):
        return condition.constant if condition.constant is not None else ("false" if got else "true") in condition.wanted
    if got:
        return condition.holds(got, request.context)
    if condition.if_exists or condition.set_prefix == ALL:
        return True
    return condition.set_prefix != ANY and condition.kind.negated
