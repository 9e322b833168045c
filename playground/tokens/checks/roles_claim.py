"""Does the token itself limit the roles it may be used for?  The claim `https://aws.amazon.com/roles`, of July 2026."""

from __future__ import annotations

from playground.explain import Compared, Finding
from playground.tokens.case import Case, shown
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.refusals import ROLE_NOT_IN_ROLES_CLAIM

NAME = "Roles claim"
CLAIM = "https://aws.amazon.com/roles"
POINTER = "/payload/https:~1~1aws.amazon.com~1roles"


def _ask(case: Case) -> Outcome:
    if CLAIM not in case.unverified_claims:
        return passes(NAME, "the token has none, so there is nothing to compare")
    roles = _roles(case.unverified_claims[CLAIM])
    if roles is None:
        says = "the claim is `{}`, and should be a role ARN or a list of role ARNs"
        refusal = ROLE_NOT_IN_ROLES_CLAIM._replace(confirmed=False)
        return refuses(NAME, refusal, says, shown(case.unverified_claims[CLAIM]), pointer=POINTER)
    if not roles:
        says = "the claim is an empty list, so it names no role; it should name `{}`"
        return refuses(NAME, ROLE_NOT_IN_ROLES_CLAIM._replace(confirmed=False), says, case.role_arn, pointer=POINTER)
    if case.role_arn in roles:
        return passes(NAME, "the claim names `{}`, the role of this call", case.role_arn, pointer=POINTER)
    says = "the claim names `{}`, and this call is for `{}`; the two should be equal, wildcards are not read"
    compared = Compared(", ".join(roles), case.role_arn, CLAIM, "RoleArn")
    values = (", ".join(roles), case.role_arn)
    return refuses(NAME, ROLE_NOT_IN_ROLES_CLAIM, says, *values, pointer=POINTER, compared=compared)


def _roles(value: object) -> tuple[str, ...] | None:
    roles = [value] if isinstance(value, str) else value
    if not isinstance(roles, list):
        return None
    texts = tuple(role for role in roles if isinstance(role, str))
    return texts if len(texts) == len(roles) else None


def _would(case: Case) -> Finding:
    if case.taken_apart.unverified_claims is not None and CLAIM not in case.unverified_claims:
        return not_reached(NAME, "the token has none, so there would be nothing to compare")
    return not_reached(NAME, "it would look for `{}` in the roles claim, if there is one", case.role_arn)


ROLES_CLAIM = Check(NAME, _ask, _would)
