"""Is it a JSON Web Token at all?  https://www.rfc-editor.org/rfc/rfc7519#section-7.2"""

from __future__ import annotations

from playground.explain import Finding
from playground.tokens.case import Case
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.jwt import TOO_LONG
from playground.tokens.refusals import NOT_A_JWT

NAME = "Structure"


def _ask(case: Case) -> Outcome:
    fault = case.taken_apart.fault
    if fault and fault.says == TOO_LONG:  # whatever else it is
        return refuses(NAME, NOT_A_JWT, "the token was not looked into: " + TOO_LONG, *fault.values)
    if fault:
        return refuses(NAME, NOT_A_JWT, f"this is not a JSON Web Token: {fault.says}", *fault.values)
    says = "three base64url parts: a JSON header that names `{}`, a JSON payload, a signature of {} bytes"
    return passes(NAME, says, case.unverified_header["alg"], len(case.taken_apart.signature or b""))


def _would(_case: Case) -> Finding:
    return not_reached(NAME)


STRUCTURE = Check(NAME, _ask, _would)
