"""AssumeRole: whether a caller may have a role's session. With another role's session this is role chaining.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
Gates: what the session shall carry; the caller's own policies and the trust policy, together; duration; session policies.
"""

from __future__ import annotations

from typing import Any

from playground.explain import FAIL, PASS, SKIP, Compared, Finding, in_words
from playground.iam import MalformedPolicy, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision
from playground.iam.denial import denial
from playground.sandbox.assuming.admission import DEFAULT_DURATION, duration, would_limit
from playground.sandbox.assuming.chained_tags import chained
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.assuming.role_arn import role_arn_of
from playground.sandbox.assuming.session_policies import session_policies
from playground.sandbox.authorization import policies_bearing
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.errors import AwsError, Words, access_denied, not_in_sandbox, validation_error
from playground.sandbox.operation import Call, Gate
from playground.sandbox.regions import region_of
from playground.sandbox.request_context import request_context, session_context
from playground.sandbox.world import Account, Role

CHAIN_LIMIT = 3600  # seconds
ACTION = "sts:AssumeRole"
NAME = "Trust policy"


def carried(call: Call) -> Finding | Closed:
    """The tags and the source identity: those that are asked for, and those that the calling session hands on."""
    if call.parameters.get("ProvidedContexts"):
        says = "a trusted context is given, and nobody gives out any in this sandbox"
        return Closed(Finding("Session tags", FAIL, says), not_in_sandbox("This sandbox does not have ProvidedContexts."))
    arn = role_arn_of(call)
    account = call.stores.accounts.get(arn.account)
    call.target = (account, account.role_with_arn(str(arn))) if account else (Account(arn.account, ""), None)
    brings = chained(call)
    if isinstance(brings, Closed):
        return brings
    call.brings = brings
    inherited = call.session.transitive_tag_keys if isinstance(call.session, Session) else ()
    says = "`{}` session tags, `{}` of them handed on by the calling session"
    return Finding("Session tags", PASS, says, (len(brings.tags), len(inherited)))


def trust(call: Call) -> Finding | Closed:
    """Who asks must be let by their own policies and by the role; for the tags and the source identity too."""
    assert call.brings is not None and call.session is not None
    if call.parameters.get("SerialNumber") or call.parameters.get("TokenCode"):
        says = "a code of an MFA device is given, and no user of this sandbox has such a device"
        message = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
        return Closed(Finding(NAME, FAIL, says), access_denied(message))
    actions = [ACTION]
    actions += ["sts:TagSession"] if call.brings.tags else []
    actions += ["sts:SetSourceIdentity"] if call.brings.source_identity else []
    try:
        return _allows(call, actions)
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        says = f"a policy that bears on it cannot be read, so nothing is allowed: {why}"
        return Closed(Finding(NAME, FAIL, says, values), _bare(call, ACTION))


def _allows(call: Call, actions: list[str]) -> Finding | Closed:
    account, role = call.wanted_account, call.wanted_role
    assert account is not None and call.account is not None
    if role is None:
        says = "account `{}` has no role `{}`"
        return Closed(Finding(NAME, FAIL, says, (account.account_id, call.parameters["RoleArn"])), _bare(call, ACTION))
    own, reasons = account.account_id == call.account.account_id, []
    for action in actions:
        decision, request, policies = _decide(call, action, account, role)
        call.decision, call.decided = decision, (request, policies)
        reasons.append(decision.finding)
        if not decision.allowed:
            finding = decision.finding._replace(name=NAME, reasons=tuple(reasons) if own else ())
            told = own and action == ACTION
            return Closed(
                finding, access_denied(denial(request, decision), words=Words.DOCUMENTED) if told else _bare(call, action)
            )
    says = "`{}` may be assumed by `{}`"
    return Finding(NAME, PASS, says, (role.name, request.principal.name), tuple(reasons) if own else ())


def _decide(call: Call, action: str, account: Account, role: Role) -> tuple[Decision, Request, Policies]:
    assert call.session is not None and call.account is not None
    policies = policies_bearing(call.account, call.role, call.session)
    trusted = parse_policy(role.trust_policy, PolicyType.TRUST, "trust policy")
    policies = Policies(policies.identity, policies.session, policies.boundary, trusted)
    request = Request(action, account.role_arn(role), call.session.arn, _context(call, role), account.account_id)
    return decide(request, policies), request, policies


def _context(call: Call, role: Role) -> dict[str, Any]:
    assert call.session is not None and call.account is not None and call.brings is not None
    given, brings = call.parameters, call.brings
    context = request_context(call.request, call.now, region_of(call.request, call.account.region))
    context |= session_context(call.session) | {"sts:RoleSessionName": given["RoleSessionName"]}
    context["aws:ResourceAccount"] = call.wanted_account.account_id if call.wanted_account else ""
    context |= {f"aws:RequestTag/{key}": value for key, value in brings.tags.items()}
    for key, value in role.tags.items():
        context[f"iam:ResourceTag/{key}"] = context[f"aws:ResourceTag/{key}"] = value
    context |= {"sts:ExternalId": given["ExternalId"]} if "ExternalId" in given else {}
    context |= {"aws:TagKeys": list(brings.tags)} if brings.tags else {}
    context |= {"sts:TransitiveTagKeys": list(brings.transitive_keys)} if brings.transitive_keys else {}
    context |= {"sts:SourceIdentity": brings.source_identity} if brings.source_identity else {}
    return context | call.context


def _bare(call: Call, action: str) -> AwsError:
    """The denial without a reason, as AWS gives it across accounts, of a role that is not there, and of the tags."""
    assert call.session is not None
    start = f"User: {call.session.arn} is not authorized to perform: {action}"
    return access_denied(f"{start} on resource: {call.parameters['RoleArn']}")


def lasting(call: Call) -> Finding | Closed:
    """An hour for role chaining, whatever the role allows; otherwise the role's MaxSessionDuration."""
    wanted = call.parameters.get("DurationSeconds", DEFAULT_DURATION)
    if isinstance(call.session, Session) and wanted > CHAIN_LIMIT:
        compared = Compared(str(wanted), str(CHAIN_LIMIT), "DurationSeconds", "role chaining")
        says = "`{}` seconds are asked for with a role's session, and role chaining allows `{}`"
        message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        return Closed(Finding("Duration", FAIL, says, (wanted, CHAIN_LIMIT), compared=compared), validation_error(message))
    return duration(call)


GATES: tuple[Gate, ...] = (
    (carried, lambda _call: Finding("Session tags", SKIP, "not reached")),
    (trust, lambda _call: Finding(NAME, SKIP, "not reached")),
    (lasting, lambda _call: Finding("Duration", SKIP, "not reached")),
    (session_policies, would_limit),
)
