"""AssumeRoleWithWebIdentity: whether the role lets the token in. Trust policy, tags, duration, session policies, in this order.

A token has no policies of its own: only the trust policy decides. All its refusals read the same, whatever the reason.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from playground.explain import FAIL, PASS, SKIP, Compared, Finding
from playground.iam import MalformedPolicy, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision
from playground.iam.why import because
from playground.sandbox.errors import AwsError, access_denied, validation_error
from playground.sandbox.managed import managed_document
from playground.sandbox.operation import Call
from playground.sandbox.request_context import request_context
from playground.sandbox.web_identity import ACTION
from playground.tokens.claims import condition_context, parse_tags
from playground.tokens.source_identity import parse_source_identity

DEFAULT_DURATION = 3600
PLAIN_LIMIT = 2048  # characters of inline and managed session policies together
PACKED_LIMIT = 2048  # bytes that stand for 100 percent; ours: AWS publishes neither the form nor the limit


class Gate:
    """A gate that did not open: its finding, and AWS's error."""

    def __init__(self, finding: Finding, error: AwsError) -> None:
        self.finding, self.error = finding, error


def admit(call: Call) -> None:
    """Asks every gate in order, adding its finding; the ones behind a closed gate are not reached. Raises its AwsError."""
    closed: Gate | None = None
    for gate, would in GATES:
        if closed is None:
            answer = gate(call)
            if isinstance(answer, Gate):
                closed, answer = answer, answer.finding
        else:
            answer = would(call)
        call.findings.append(answer)
    if closed:
        raise closed.error


def trust_policy(call: Call) -> Finding | Gate:
    """The role's trust policy must allow the action, and the tags and source identity that the token brings."""
    if call.account is None or call.role is None:
        return Gate(_no_role(call), access_denied(f"Not authorized to perform {ACTION}"))
    claims = call.identity.claims
    tags, source = parse_tags(claims), parse_source_identity(claims)
    for parsed in (tags, source):
        if parsed.refusal:
            refusal = parsed.refusal
            error = AwsError(refusal.code, refusal.message, refusal.status, confirmed=refusal.confirmed)
            return Gate(parsed.finding._replace(name="Trust policy"), error)
    actions = [ACTION, *(["sts:TagSession"] if tags.tags else []), *(["sts:SetSourceIdentity"] if source.value else [])]
    reasons = []
    for action in actions:
        call.decision = _decide(call, action)
        reasons.append(call.decision.finding)
        if not call.decision.allowed:
            why = because(call.decision)
            finding = why._replace(name="Trust policy", verdict=FAIL, reasons=tuple(reasons))
            return Gate(finding, access_denied(f"Not authorized to perform {action}", confirmed=action == ACTION))
    (label,) = call.decision.deciding[0].finding.values if call.decision else ("",)
    says = "`{}` trusts this token: `{}` allows it"
    return Finding("Trust policy", PASS, says, (call.role.name, label), tuple(reasons))


def _decide(call: Call, action: str) -> Decision:
    account, role = call.account, call.role
    assert account is not None and role is not None
    provider, claims = call.identity.provider, call.identity.claims
    context = request_context(call.request, call.now, account.region) | condition_context(provider, claims)
    context["sts:RoleSessionName"] = call.parameters["RoleSessionName"]
    context |= {f"iam:ResourceTag/{key}": value for key, value in role.tags.items()}
    request = Request(action, account.role_arn(role), provider.principal, context, account.account_id)
    trust = parse_policy(role.trust_policy, PolicyType.TRUST, "trust policy")
    return decide(request, Policies(resource=trust))


def _no_role(call: Call) -> Finding:
    arn = call.parameters["RoleArn"]
    if call.account is None:
        says = "there is no account `{}` in this sandbox"
        return Finding("Trust policy", FAIL, says, (arn.split(":")[4],))
    says = "account `{}` has no role `{}`; its roles are `{}`"
    roles = ", ".join(map(call.account.role_arn, call.account.roles.values()))
    return Finding("Trust policy", FAIL, says, (call.account.account_id, arn, roles))


def duration(call: Call) -> Finding | Gate:
    """DurationSeconds may not exceed the role's MaxSessionDuration."""
    assert call.role is not None
    wanted, most = call.parameters.get("DurationSeconds", DEFAULT_DURATION), call.role.max_session_duration
    if wanted > most:
        says = "`{}` seconds are asked for, and `{}` allows `{}`"
        compared = Compared(str(wanted), str(most), "DurationSeconds", "MaxSessionDuration")
        finding = Finding("Duration", FAIL, says, (wanted, call.role.name, most), compared=compared)
        return Gate(
            finding, validation_error("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
        )
    says = "`{}` seconds are within the `{}` that `{}` allows"
    return Finding("Duration", PASS, says, (wanted, most, call.role.name))


def session_policies(call: Call) -> Finding | Gate:
    """The inline policy and the managed ones must be policies, exist, and fit together."""
    assert call.account is not None
    name = "Session policy and tags"
    documents: list[tuple[str, str]] = []
    inline = call.parameters.get("Policy")
    for arn in (item["arn"] for item in call.parameters.get("PolicyArns", ())):
        text = managed_document(call.account, arn)
        if text is None:
            says = "there is no managed policy `{}`; it must be in account `{}` or one of AWS's"
            finding = Finding(name, FAIL, says, (arn, call.account.account_id))
            return Gate(finding, AwsError("MalformedPolicyDocument", f"The policy {arn} does not exist.", confirmed=False))
        documents.append((arn, text))
    if inline is not None:
        documents.append(("session policy", inline))
    try:
        for document, text in documents:
            parse_policy(text, PolicyType.SESSION, document)
    except MalformedPolicy as error:
        finding = Finding(
            name, FAIL, "the session policy is malformed: {}", (error.reason,), (), "session policy", error.pointer
        )
        return Gate(finding, AwsError("MalformedPolicyDocument", error.message))
    return _pack(call, documents, inline)


def _pack(call: Call, documents: list[tuple[str, str]], inline: str | None) -> Finding | Gate:
    name, tags = "Session policy and tags", parse_tags(call.identity.claims).tags
    plain = sum(len(text) for _, text in documents)
    call.event["session_policies"] = tuple(documents) or None
    if not documents and not tags:
        return Finding(name, PASS, "there are none, so the session may do what the role may")
    packed = packed_size("".join(text for _, text in documents), tags)
    call.event["packed"] = packed
    if plain > PLAIN_LIMIT or packed > 100:
        says = "the session policies have `{}` characters together, packed `{}` percent; `{}` characters and 100 percent may be used"
        percent = max(packed, -(-plain * 100 // PLAIN_LIMIT))
        words = f"Packed policy consumes {percent}% of allotted space, please use smaller policy."
        if packed > 100 and tags and plain <= PLAIN_LIMIT:
            words = f"Packed size of session tags consumes {percent}% of allotted space."
        return Gate(Finding(name, FAIL, says, (plain, packed, PLAIN_LIMIT)), AwsError("PackedPolicyTooLarge", words))
    says = "`{}` policies with `{}` characters, `{}` tags; packed `{}` percent by our estimate"
    return Finding(name, PASS, says, (len(documents), plain, len(tags), packed))


def packed_size(policies: str, tags: Mapping[str, str]) -> int:
    """PackedPolicySize in percent, at least 1: an estimate of ours, the same for the same input."""
    plain = policies + "".join(f"{key}={value};" for key, value in sorted(tags.items()))
    return -(-len(zlib.compress(plain.encode(), 9)) * 100 // PACKED_LIMIT)


def _would_trust(call: Call) -> Finding:
    return Finding("Trust policy", SKIP, "not reached")


def _would_last(call: Call) -> Finding:
    most = call.role.max_session_duration if call.role else 0
    wanted = call.parameters.get("DurationSeconds", DEFAULT_DURATION)
    if not most:
        return Finding("Duration", SKIP, "not reached")
    within = "within" if wanted <= most else "more than"
    return Finding("Duration", SKIP, f"not reached; `{{}}` would be {within} the `{{}}` that the role allows", (wanted, most))


def _would_limit(call: Call) -> Finding:
    given = call.parameters.get("Policy") or call.parameters.get("PolicyArns")
    return Finding("Session policy and tags", SKIP, "not reached" if given else "not reached; there are none")


GATES: tuple[tuple[Callable[[Call], Finding | Gate], Callable[[Call], Finding]], ...] = (
    (trust_policy, _would_trust),
    (duration, _would_last),
    (session_policies, _would_limit),
)


def not_reached(call: Call) -> list[Finding]:
    """What the gates would have asked, for a call that the token's checks stopped."""
    return [would(call) for _, would in GATES]
