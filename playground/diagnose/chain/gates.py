"""Behind the token: the gates of the role, asked by the sandbox's own code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from playground.diagnose.chain.hanging import HANGS, Decided, Unknown, hanging
from playground.diagnose.chain.organisation import resource_control
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, Finding
from playground.sandbox.assuming.admission import admit
from playground.sandbox.assuming.minting import UNNAMED
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.operation import Call
from playground.sandbox.stores import Stores
from playground.sandbox.world import Account, Role

# Keys that depend on where and how the call was made: what they hold cannot be known from a token.
OF_THE_CALL = frozenset(
    "aws:sourceip aws:useragent aws:referer aws:sourcevpc aws:sourcevpcarn aws:sourcevpce aws:vpcsourceip aws:vpceaccount"
    " aws:vpceorgid aws:vpceorgpaths aws:requestedregion aws:securetransport aws:resourceorgid aws:resourceorgpaths"
    " sts:rolesessionname".split()
)

# The claims of a token that CloudTrail's record of its use tells: whose it is, and what it was made for.
OF_A_RECORD = frozenset({"aud", "sub", "app_id", "user_id", "id"})


@dataclass(frozen=True)
class Admitted:
    """findings: the gates'.  error: AWS's answer.  undecided: keys on which the answer hangs, and which were not given."""

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
    undecided = hanging(trust, Unknown(partial(is_unknown, setup))) if trust else ()
    if undecided and findings[0].verdict is not FAIL:
        findings = (Finding(findings[0].name, OPEN, HANGS, (", ".join(undecided),)), *findings[1:])
    return Admitted(findings, error, trust, undecided)


def _call(setup: Setup, account: Account, role: Role, identity: Identity) -> Call:
    named = {"RoleSessionName": setup.session_name or UNNAMED, "RoleArn": account.role_arn(role)}
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


def is_unknown(setup: Setup, key: str) -> bool:
    """Whether a key tells of the call, or of a claim that CloudTrail's record leaves out, and was not given."""
    if key in {given.lower() for given in setup.context}:
        return False
    if key == "sts:rolesessionname":
        return not setup.session_name
    provider, _, claim = key.rpartition(":")
    return key in OF_THE_CALL or (setup.pasted.kind == "record" and "." in provider and claim not in OF_A_RECORD)
