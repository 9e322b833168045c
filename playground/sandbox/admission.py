"""AssumeRoleWithWebIdentity: whether the role lets the token in. Trust policy, duration, session policies, in this order."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from playground.explain import FAIL, PASS, SKIP, Compared, Finding
from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.sandbox.errors import AwsError, validation_error
from playground.sandbox.gate import Closed
from playground.sandbox.managed import managed_document
from playground.sandbox.operation import Call
from playground.sandbox.trust import trust_policy

DEFAULT_DURATION = 3600
PLAIN_LIMIT = 2048  # characters of inline and managed session policies together
PACKED_LIMIT = 2048  # bytes that stand for 100 percent; ours: AWS publishes neither the form nor the limit


def admit(call: Call) -> None:
    """Asks every gate in order, adding its finding; the ones behind a closed gate are not reached. Raises its AwsError."""
    closed: Closed | None = None
    for gate, would in GATES:
        if closed is None:
            answer = gate(call)
            if isinstance(answer, Closed):
                closed, answer = answer, answer.finding
        else:
            answer = would(call)
        call.findings.append(answer)
    if closed:
        raise closed.error


def duration(call: Call) -> Finding | Closed:
    """DurationSeconds may not exceed the role's MaxSessionDuration."""
    assert call.role is not None
    wanted, most = call.parameters.get("DurationSeconds", DEFAULT_DURATION), call.role.max_session_duration
    if wanted > most:
        says = "`{}` seconds are asked for, and `{}` allows `{}`"
        compared = Compared(str(wanted), str(most), "DurationSeconds", "MaxSessionDuration")
        finding = Finding("Duration", FAIL, says, (wanted, call.role.name, most), compared=compared)
        return Closed(
            finding, validation_error("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
        )
    says = "`{}` seconds are within the `{}` that `{}` allows"
    return Finding("Duration", PASS, says, (wanted, most, call.role.name))


def session_policies(call: Call) -> Finding | Closed:
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
            return Closed(finding, AwsError("MalformedPolicyDocument", f"The policy {arn} does not exist.", confirmed=False))
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
        return Closed(finding, AwsError("MalformedPolicyDocument", error.message))
    return _pack(call, documents, inline)


def _pack(call: Call, documents: list[tuple[str, str]], inline: str | None) -> Finding | Closed:
    name, tags = "Session policy and tags", call.identity.tags.tags
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
        return Closed(Finding(name, FAIL, says, (plain, packed, PLAIN_LIMIT)), AwsError("PackedPolicyTooLarge", words))
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


GATES: tuple[tuple[Callable[[Call], Finding | Closed], Callable[[Call], Finding]], ...] = (
    (trust_policy, _would_trust),
    (duration, _would_last),
    (session_policies, _would_limit),
)


def not_reached(call: Call) -> list[Finding]:
    """What the gates would have asked, for a call that the token's checks stopped."""
    return [would(call) for _, would in GATES]
