"""The first gate behind the token's own checks: the role's trust policy. A token has no policies of its own; this alone decides.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
All its refusals read the same, whatever the reason.
"""

from __future__ import annotations

from playground.explain import FAIL, PASS, Finding, in_words
from playground.iam import MalformedPolicy, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision
from playground.iam.why import because
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.assuming.web_identity import ACTION
from playground.sandbox.errors import access_denied, refused
from playground.sandbox.operation import Call
from playground.sandbox.regions import region_of
from playground.sandbox.request_context import request_context
from playground.tokens.claims import condition_context

NAME = "Trust policy"
HELD = "`{}` in a resource control policy of the organisation denies it, whatever the trust policy of `{}` says"


def trust_policy(call: Call) -> Finding | Closed:
    """The role's trust policy must allow the action, and the tags and source identity that the token brings."""
    if call.account is None or call.role is None:
        return Closed(_no_role(call), access_denied(f"Not authorized to perform {ACTION}"))
    tags, source = call.identity.tags, call.identity.source_identity
    for parsed in (tags, source):
        if parsed.refusal:
            return Closed(parsed.finding._replace(name=NAME), refused(parsed.refusal))
    call.brings = call.identity.brings
    actions = [ACTION, *(["sts:TagSession"] if tags.tags else []), *(["sts:SetSourceIdentity"] if source.value else [])]
    try:
        return _allows(call, actions)
    except MalformedPolicy as error:
        return _unreadable(call.role.name, error)


def _allows(call: Call, actions: list[str]) -> Finding | Closed:
    assert call.role is not None
    reasons, label = [], ""
    for action in actions:
        call.decision = _decide(call, action)
        reasons.append(call.decision.finding)
        if not call.decision.allowed:
            finding = _why(call.decision, call.role.name)._replace(name=NAME, verdict=FAIL, reasons=tuple(reasons))
            return Closed(finding, access_denied(f"Not authorized to perform {action}", confirmed=action == ACTION))
        label = label or call.decision.deciding[0].statement.label
    return Finding(NAME, PASS, "`{}` trusts this token: `{}` allows it", (call.role.name, label), tuple(reasons))


def _why(decision: Decision, role: str) -> Finding:
    """The finding that says it; against a resource control policy no trust policy helps."""
    finding = because(decision)
    if decision.by is not PolicyType.RESOURCE_CONTROL:
        return finding
    return finding._replace(says=HELD, values=(decision.deciding[0].statement.label, role))


def _decide(call: Call, action: str) -> Decision:
    account, role = call.account, call.role
    assert account is not None and role is not None
    provider, claims = call.identity.provider, call.identity.claims
    context = request_context(call.request, call.now, region_of(call.request, account.region)) | condition_context(
        provider, claims
    )
    context |= {"sts:RoleSessionName": call.parameters["RoleSessionName"], "aws:ResourceAccount": account.account_id}
    for key, value in role.tags.items():
        context[f"iam:ResourceTag/{key}"] = context[f"aws:ResourceTag/{key}"] = value
    context |= call.context
    request = Request(action, account.role_arn(role), provider.principal, context, account.account_id)
    trusted = parse_policy(role.trust_policy, PolicyType.TRUST, "trust policy")
    policies = Policies(resource=trusted, resource_control=call.resource_control)
    call.decided = request, policies
    return decide(request, policies)


def _unreadable(role: str, error: MalformedPolicy) -> Closed:
    why, values = in_words(error.reason)
    says = f"the trust policy of `{{}}` cannot be read, so it trusts nobody: {why}"
    finding = Finding(NAME, FAIL, says, (role, *values), (), "trust policy", error.pointer)
    return Closed(finding, access_denied(f"Not authorized to perform {ACTION}", confirmed=False))


def _no_role(call: Call) -> Finding:
    arn = call.parameters["RoleArn"]
    if call.account is None:
        says = "there is no account `{}` in this sandbox"
        return Finding(NAME, FAIL, says, (arn.split(":")[4],))
    says = "account `{}` has no role `{}`; its roles are `{}`"
    roles = ", ".join(map(call.account.role_arn, call.account.roles.values()))
    return Finding(NAME, FAIL, says, (call.account.account_id, arn, roles))
