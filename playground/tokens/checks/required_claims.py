"""Are the claims there that STS cannot do without?

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
"""

from __future__ import annotations

from playground.explain import Finding
from playground.tokens.case import Case, audience_claim, shown
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.refusals import NOT_A_JWT_UNCONFIRMED, missing_claim

NAME = "Required claims"
REQUIRED = ("iss", "sub", "aud", "exp", "iat")
NOTHING: tuple[object, ...] = (None, "", [])


def _ask(case: Case) -> Outcome:
    claims = case.unverified_claims
    party = audience_claim(claims)
    missing = [claim for claim in REQUIRED if claims.get(party if claim == "aud" else claim) in NOTHING]
    first = party if missing[:1] == ["aud"] else "".join(missing[:1])
    if missing and claims.get(first) is not None:
        says = "`{}` is empty; a token should have iss, sub, aud (or azp), exp and iat, and `azp` stands in for `aud` where it is there"
        return refuses(NAME, missing_claim(missing[0]), says, first, pointer=f"/payload/{first}")
    if missing:
        says = "there is no {}; a token should have iss, sub, aud (or azp), exp and iat"
        return refuses(NAME, missing_claim(missing[0]), says, _listed(missing), pointer="/payload")
    for claim in ("sub", party, "aud"):
        if not _is_text(claims.get(claim, ""), several=claim == "aud"):
            says = "`{}` is `{}`, and should be a text"
            pointer = f"/payload/{claim}"
            return refuses(NAME, NOT_A_JWT_UNCONFIRMED, says, claim, shown(claims[claim]), pointer=pointer)
    return passes(
        NAME, "`iss`, `sub`, `{}`, `exp` and `iat` are there", "aud" if "aud" in claims else "azp", pointer="/payload"
    )


def _is_text(value: object, *, several: bool) -> bool:
    if several and isinstance(value, list):
        return bool(value) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, str)


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _would(_case: Case) -> Finding:
    return not_reached(NAME, "it would look for iss, sub, aud (or azp), exp and iat")


REQUIRED_CLAIMS = Check(NAME, _ask, _would)
