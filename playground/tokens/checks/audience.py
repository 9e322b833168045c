"""Is the token meant for an app on the provider's list?  `azp` is compared when it is set, else `aud`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

from __future__ import annotations

from itertools import takewhile

from playground.explain import Compared, Finding
from playground.tokens.case import Case, audience_claim, effective_audience, shown
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.refusals import INCORRECT_AUDIENCE, SEVERAL_AUDIENCES

NAME = "Audience"


def _ask(case: Case) -> Outcome:
    claims = case.unverified_claims
    claim, audience = audience_claim(claims), effective_audience(claims)
    pointer = f"/payload/{claim}"
    if audience is None:
        says = "`aud` names several apps, `{}`, and `azp` is not there to say which one asked; it should be one"
        return refuses(NAME, SEVERAL_AUDIENCES, says, shown(claims.get(claim)), pointer=pointer)
    listed = case.provider.audiences if case.provider else ()
    if listed is None:
        says = "`{}` is `{}`; a built-in provider has no list of apps, so the trust policy alone compares it"
        return passes(NAME, says, claim, audience, pointer=pointer)
    if audience in listed:
        return passes(NAME, "`{}`, from `{}`, is on the provider's list", audience, claim, pointer=pointer)
    return _not_on_the_list(claim, audience, listed)


def _not_on_the_list(claim: str, audience: str, listed: tuple[str, ...]) -> Outcome:
    pointer = f"/payload/{claim}"
    if not listed:
        says = "`{}` is `{}`, and the provider's list is empty; it should have this audience"
        return refuses(NAME, INCORRECT_AUDIENCE, says, claim, audience, pointer=pointer)
    nearest = max(listed, key=lambda known: _alike(known, audience))
    compared = Compared(audience, nearest, claim, "provider's list")
    says = "`{}` is `{}`, and the provider's list has `{}`"
    values = (claim, audience, ", ".join(listed[:5]))
    return refuses(NAME, INCORRECT_AUDIENCE, says, *values, pointer=pointer, compared=compared)


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _would(case: Case) -> Finding:
    if case.taken_apart.unverified_claims is None:
        return not_reached(NAME, "it would compare `azp`, or `aud` when there is no `azp`")
    if audience_claim(case.unverified_claims) == "azp":
        return not_reached(NAME, "it would compare `azp`, because `azp` is set")
    return not_reached(NAME, "it would compare `aud`, because `azp` is not set")


AUDIENCE = Check(NAME, _ask, _would)
