"""Behind the token: the gates of the role, asked by the sandbox's own code, and the request that the session would make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from playground.diagnose.chain.organisation import resource_control, service_control
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, Finding
from playground.iam import MalformedPolicy, Policies, Request, decide
from playground.iam.decide import Decision
from playground.iam.policy import Policy
from playground.sandbox.assuming.admission import admit
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.authorization import policies_of
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.operation import Call
from playground.sandbox.request_context import session_context as held_by
from playground.sandbox.stores import Stores
from playground.sandbox.world import Account, Role
from playground.tokens.claims import session_context

# Keys that depend on where and how the call was made: what they hold cannot be known from a token.
OF_THE_CALL = frozenset(
    "aws:sourceip aws:useragent aws:referer aws:sourcevpc aws:sourcevpce aws:vpcsourceip aws:requestedregion aws:securetransport"
    " aws:resourceorgid aws:resourceorgpaths"
    " sts:rolesessionname".split()
)


# The claims of a token that CloudTrail's record of its use tells: whose it is, and what it was made for.
OF_A_RECORD = frozenset({"aud", "sub", "app_id", "user_id", "id"})


@dataclass(frozen=True)
class Decided:
    """A decision, with what it was made on."""

    request: Request
    policies: Policies
    decision: Decision


@dataclass(frozen=True)
class Admitted:
    """findings: the gates'.  error: AWS's answer.  undecided: keys on which the trust policy's answer hangs, and which were not given."""

    findings: tuple[Finding, ...]
    error: AwsError | None = None
    trust: Decided | None = None
    undecided: tuple[str, ...] = ()


def admission(setup: Setup, account: Account, role: Role, identity: Identity) -> Admitted:
    """Trust policy, duration, session policies and tags."""
    if not setup.trust.strip():
        says = "left open: without the role's trust policy nobody can say whom it trusts"
        return Admitted((Finding("Trust policy", OPEN, says),))
    call = _call(setup, account, role, identity)
    error = None
    try:
        admit(call)
    except AwsError as refused:
        error = refused
    findings = tuple(_open_duration(setup, finding) for finding in call.findings)
    trust = Decided(*call.decided, call.decision) if call.decided and call.decision else None
    undecided = _undecided(setup, trust)
    if undecided and findings[0].verdict is not FAIL:
        says = "left open: it hangs on `{}`, which was not given"
        findings = (Finding(findings[0].name, OPEN, says, (", ".join(undecided),)), *findings[1:])
    return Admitted(findings, error, trust, undecided)


def _call(setup: Setup, account: Account, role: Role, identity: Identity) -> Call:
    named = {"RoleSessionName": setup.session_name or "session", "RoleArn": account.role_arn(role)}
    inline = setup.session_policies
    parameters: dict[str, Any] = named | {"DurationSeconds": setup.seconds}
    if inline:
        parameters["Policy"] = inline[0][1]
    request = HttpRequest("POST", "/", source_ip=setup.context.get("aws:SourceIp", ""), secure=True)
    nowhere = cast(Stores, None)  # the gates ask the call's own account and no store
    call = Call(request, nowhere, setup.now, "", "sts", parameters=parameters, account=account, role=role)
    call.identity = identity
    call.context, call.resource_control = dict(setup.context), resource_control(setup)
    return call


def _open_duration(setup: Setup, finding: Finding) -> Finding:
    if finding.name != "Duration" or setup.most_seconds is not None or finding.verdict is FAIL:
        return finding
    if setup.seconds <= 3600:
        return finding._replace(says="`{}` seconds; every role allows an hour", values=(setup.seconds,))
    says = "left open: `{}` seconds are asked for, and the role's MaxSessionDuration, which was not given, is `3600` unless it was raised"
    return Finding("Duration", OPEN, says, (setup.seconds,))


def _undecided(setup: Setup, decided: Decided | None) -> tuple[str, ...]:
    """The keys that nothing that was given tells, when the answer is another one with them on our side than against us."""
    policy = decided.policies.resource if decided else None
    if decided is None or policy is None:
        return ()
    controls = decided.policies.resource_control or ()
    conditions = [one for each in (policy, *controls) for statement in each.statements for one in statement.conditions]
    unknown = {one.key for one in conditions if _is_unknown(setup, one.lower_key)}
    supposed = (
        Policies(
            resource=_supposing(policy, setup, ours=ours),
            resource_control=tuple(_supposing(one, setup, ours=ours) for one in controls),
        )
        for ours in (True, False)
    )
    best, worst = (decide(decided.request, one).allowed for one in supposed)
    return tuple(sorted(unknown)) if best != worst else ()


def _supposing(policy: Policy, setup: Setup, *, ours: bool) -> Policy:
    """The policy with the conditions on unknown keys settled: in our favour, an Allow's hold and a Deny's do not."""
    settled = []
    for statement in policy.statements:
        known = tuple(one for one in statement.conditions if not _is_unknown(setup, one.lower_key))
        if len(known) == len(statement.conditions) or (statement.effect == "Allow") == ours:
            settled.append(replace(statement, conditions=known))
    return replace(policy, statements=tuple(settled))


def _is_unknown(setup: Setup, key: str) -> bool:
    """Whether a key tells of the call, or of a claim that CloudTrail's record leaves out, and was not given."""
    if key in {given.lower() for given in setup.context}:
        return False
    if key == "sts:rolesessionname":
        return not setup.session_name
    provider, _, claim = key.rpartition(":")
    return key in OF_THE_CALL or (setup.pasted.kind == "record" and "." in provider and claim not in OF_A_RECORD)


def request_decision(setup: Setup, account: Account, role: Role, identity: Identity) -> tuple[Decided | None, Finding]:
    """Whether the session's policies let it make the request; the finding is named after its action."""
    name = setup.session_name or "session"
    context = dict(session_context(identity.provider, identity.claims))
    documents = setup.session_policies or None
    session = Session(
        account.account_id, account.role_arn(role), role.role_id, name, "ASIA", "", int(setup.now),
        int(setup.now) + setup.seconds, documents, context, dict(identity.tags.tags), (), identity.source_identity.value,
    )  # fmt: skip
    known = held_by(session) | {"aws:SecureTransport": True, "aws:ResourceAccount": account.account_id} | dict(setup.context)
    request = Request(setup.action, setup.resource or "*", session.arn, known, account.account_id)
    try:
        policies = policies_of(account, replace(role), session, setup.bucket_policy)
        policies = replace(policies, service_control=service_control(setup), resource_control=resource_control(setup))
    except MalformedPolicy as error:
        return None, Finding(setup.action, FAIL, "a policy cannot be read: {}", (error.reason,))
    decided = Decided(request, policies, decide(request, policies))
    return decided, decided.decision.finding._replace(name=setup.action)
