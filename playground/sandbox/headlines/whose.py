"""Headlines over a value of a token that a trust policy wants otherwise: nearly the same, or somebody else's."""

from __future__ import annotations

import re

from playground.explain import Compared
from playground.iam.conditions.block import bare_operator
from playground.iam.divergence.divergence import Divergence, diverge, explain_difference
from playground.iam.divergence.near_misses import Difference
from playground.sandbox.headlines.subject import differs

Says = tuple[str, tuple[object, ...]]

_NEAR: dict[Difference, str] = {
    Difference.CASE: "the token's `{}` and the trust policy of `{}` differ in capital letters only, and `{}` tells them apart",
    Difference.SPACE: "the token's `{}` and the trust policy of `{}` differ in white space only, and `{}` tells them apart",
    Difference.INVISIBLE: (
        "the token's `{}` and the trust policy of `{}` differ only in a character that prints nothing, and `{}` tells them apart"
    ),
    Difference.SLASH: "the token's `{}` and the trust policy of `{}` differ in a slash at the end only, and `{}` tells them apart",
    Difference.SCHEME: "the token's `{}` and the trust policy of `{}` differ in `https://` only, and `{}` tells them apart",
    Difference.SUBJECT: (
        "the token's `{}` has GitHub's immutable form, with the numbers of owner and repository, and the trust policy of `{}` wants"
        " the form without"
    ),
}


def claim_of(compared: Compared) -> str:
    """The claim that a key is named after."""
    return compared.got_from.rpartition(":")[2].lower()


def of_near_miss(compared: Compared, role: str, claim: str) -> Says | None:
    """The token's claim and the policy's value are the same but for one thing that somebody overlooks."""
    says = _NEAR.get(explain_difference(compared).difference, "")
    return (says, (claim, role, compared.wanted_from)[: says.count("{}")]) if says else None


def of_subject(compared: Compared, role: str) -> Says:
    """The token is somebody else's than the policy names: whose, and where the two part."""
    found, claim = explain_difference(compared), claim_of(compared)
    if found.difference is Difference.SUBJECT and "@" not in compared.got.partition("/")[0]:
        says = "the token's `{}` has GitHub's form without numbers, and the trust policy of `{}` wants the immutable one"
        return says, (claim, role)
    if "github.com/" in compared.wanted and "github.com/" not in compared.got:
        return "the trust policy of `{}` names the repository with its address, and `sub` has `OWNER/NAME` alone", (role,)
    near = of_near_miss(compared, role, claim)
    if near is not None:
        return near
    parts = differs(found.got, found.wanted)
    if parts is None:
        somebody = "the role `{}` trusts somebody else than this token names", (role,)
        return _parting(found, bare_operator(compared.wanted_from), role, claim) or somebody
    got, wanted = parts
    values = [role, *([wanted.value] if wanted.value else []), *([got.value] if got.value else [])]
    if len(compared.wanted_each) > 1:
        says = f"of {len(compared.wanted_each)} subjects that the role `{{}}` trusts the nearest is {wanted.words}, and this is {got.words}"
        return says, tuple(values)
    return f"the role `{{}}` trusts {wanted.words}, and this is {got.words}", tuple(values)


_MARKS = re.compile("[:/|]")
_COMMON = 96  # characters of what two subjects have in common, or of what stands before one of them
_LONGEST = 48  # characters of what follows that a headline repeats


def _parting(found: Divergence, operator: str, role: str, claim: str) -> Says | None:
    """Where two subjects that are made of parts go different ways; None of those that have none, or nothing in common."""
    got, wanted, matched = found.got, found.wanted, found.matched
    if len(matched) > _COMMON:
        return None
    if matched == wanted and _MARKS.match(got[len(matched) :]):
        says = "the trust policy of `{}` ends after `{}`, and the token's `{}` goes on with `{}`"
        return says, (role, wanted, claim, _start(got[len(matched) :]))
    if wanted and (before := _left_out(got, wanted, operator)):
        says = "the token's `{}` has `{}` before what the trust policy of `{}` wants"
        return says, (claim, before, role)
    common = matched[: max((mark.end() for mark in _MARKS.finditer(matched)), default=0)]
    if not common or not wanted.startswith(common) or common in (got, wanted):
        return None
    says = "the trust policy of `{}` and the token's `{}` agree as far as `{}`; then the policy has `{}` and the token `{}`"
    return says, (role, claim, common, _start(wanted[len(common) :]), _start(got[len(common) :]))


def _start(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _left_out(got: str, wanted: str, operator: str) -> str:
    """What stands before the policy's value in the token's, when that is all in which they differ."""
    for mark in _MARKS.finditer(got, 0, _COMMON):
        if diverge(wanted, got[mark.end() :], {}, operator=operator).difference is Difference.NONE:
            return got[: mark.end()]
    return ""
