"""Whether a role lets a caller in. For AssumeRoleWithWebIdentity: trust policy, duration, session policies, in this order."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from playground.explain import FAIL, PASS, SKIP, Compared, Finding
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.assuming.minting import DEFAULT_DURATION
from playground.sandbox.assuming.session_policies import NAME, PLAIN_LIMIT, session_policies
from playground.sandbox.assuming.trust import trust_policy
from playground.sandbox.credentials.session_token import MOST
from playground.sandbox.errors import validation_error
from playground.sandbox.operation import Call, Gate

__all__ = ["DEFAULT_DURATION", "GATES", "PLAIN_LIMIT", "admit", "duration", "not_reached", "packed_size", "would_limit"]

_EMPTY_TOKEN = 560  # bytes of a session token that carries neither policies nor tags, about


def admit(call: Call, gates: tuple[Gate, ...] = ()) -> None:
    """Asks every gate in order, adding its finding; the ones behind a closed gate are not reached. Raises its AwsError."""
    closed: Closed | None = None
    for gate, would in gates or GATES:
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
    role = call.wanted_role
    assert role is not None
    wanted, most = call.parameters.get("DurationSeconds", DEFAULT_DURATION), role.max_session_duration
    if wanted > most:
        says = "`{}` seconds are asked for, and `{}` allows `{}`"
        compared = Compared(str(wanted), str(most), "DurationSeconds", "MaxSessionDuration")
        finding = Finding("Duration", FAIL, says, (wanted, role.name, most), compared=compared)
        return Closed(
            finding, validation_error("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
        )
    says = "`{}` seconds are within the `{}` that `{}` allows"
    return Finding("Duration", PASS, says, (wanted, most, role.name))


def packed_size(policies: str, tags: Mapping[str, str]) -> int:
    """PackedPolicySize in percent, before the call is made: about what the token will come to."""
    plain = policies + "".join(f"{key}={value};" for key, value in sorted(tags.items()))
    return -(-(_EMPTY_TOKEN + len(zlib.compress(plain.encode(), 9)) * 4 // 3) * 100 // MOST)


def _would_trust(_call: Call) -> Finding:
    return Finding("Trust policy", SKIP, "not reached")


def _would_last(call: Call) -> Finding:
    most = call.wanted_role.max_session_duration if call.wanted_role else 0
    wanted = call.parameters.get("DurationSeconds", DEFAULT_DURATION)
    if not most:
        return Finding("Duration", SKIP, "not reached")
    within = "within" if wanted <= most else "more than"
    return Finding("Duration", SKIP, f"not reached; `{{}}` would be {within} the `{{}}` that the role allows", (wanted, most))


def would_limit(call: Call) -> Finding:
    """The last gate, for a call that does not reach it. Parameters that STS does not take are not known here."""
    given = not call.parameters or call.parameters.get("Policy") or call.parameters.get("PolicyArns")
    return Finding(NAME, SKIP, "not reached" if given else "not reached; there are none")


GATES: tuple[Gate, ...] = (
    (trust_policy, _would_trust),
    (duration, _would_last),
    (session_policies, would_limit),
)


def not_reached(call: Call) -> list[Finding]:
    """What the gates would have asked, for a call that the token's checks stopped."""
    return [would(call) for _, would in GATES]
