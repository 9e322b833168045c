"""What was changed in a token after it was signed, where the signature itself shows it.

A stand-in that alters a token gives `sub` another end, and altering it once more undoes that. If the signature fits then, this
is what was changed, and nothing else was.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from playground.explain import FAIL, PASS, Compared, Finding, Verdict
from playground.stand_ins.breaking import forgeries
from playground.tokens.checks.signature import SIGNATURE
from playground.tokens.jwt import take_apart
from playground.tokens.verification import Verification
from playground.walkthrough.journey import Journey
from playground.walkthrough.token.checks import check_token, signed_in

CLAIM = "sub"
Span = tuple[int, int]


class Tampering(NamedTuple):
    """signed, received: the claim as it was and as it is.  value, payload: where it changed, in `received` and in the payload's bytes."""

    signed: str
    received: str
    value: Span
    payload: Span


def tampering(journey: Journey, verification: Verification) -> Tampering | None:
    """None where the signature fits, and where it does not fit either way."""
    sign_in = signed_in(journey)
    if not sign_in.demo or _signature(verification) is not FAIL:
        return None
    came = take_apart(sign_in.token)
    received = (came.unverified_claims or {}).get(CLAIM)
    if not isinstance(received, str):
        return None
    whole = replace(sign_in, token=forgeries.altered(sign_in.token))
    if _signature(check_token(replace(journey, sign_in=whole))) is not PASS:
        return None
    was = take_apart(whole.token)
    signed = str((was.unverified_claims or {})[CLAIM])
    return Tampering(signed, received, _apart(received, signed), _apart(came.payload_part, was.payload_part))


def shown(checks: tuple[Finding, ...], found: Tampering) -> tuple[Finding, ...]:
    """The checks, with both values under that of the signature."""
    compared = Compared(found.received, found.signed, CLAIM, f"{CLAIM}, as signed")
    return tuple(one._replace(compared=compared) if one.name == SIGNATURE.name else one for one in checks)


def in_pieces(payload: str, found: Tampering) -> tuple[str, str, str]:
    """The payload as it is shown: before, at and after what was changed."""
    start, stop = found.value
    ends = (0, start), (start, stop), (stop, None)
    before, changed, after = (json.dumps(found.received[one:other], ensure_ascii=False)[1:-1] for one, other in ends)
    name = f'\n  "{CLAIM}": "'
    head, there, tail = payload.partition(f'{name}{before}{changed}{after}"')
    return (f"{head}{name}{before}", changed, f'{after}"{tail}') if there else (payload, "", "")


def _signature(verification: Verification) -> Verdict | None:
    return next((one.verdict for one in verification.finding.reasons if one.name == SIGNATURE.name), None)


def _apart(one: str, other: str) -> Span:
    """From where and to where the first differs from the second."""
    start = _same(one, other)
    return start, len(one) - _same(one[start:][::-1], other[start:][::-1])


def _same(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))
