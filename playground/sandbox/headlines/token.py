"""Headlines over the checks of a token."""

from __future__ import annotations

from collections.abc import Callable

from playground.explain import Finding
from playground.iam.divergence.divergence import explain_difference
from playground.iam.divergence.near_misses import Difference
from playground.tokens.checks.signature import DOES_NOT_FIT


def _provider(failed: Finding) -> Finding | None:
    compared = failed.compared
    if compared is None:
        says = "the account has no identity provider for `{}`"
        return failed._replace(says=says, values=failed.values[:1])
    difference = explain_difference(compared).difference
    if difference is Difference.SLASH:
        side = "the token's `iss` has it" if compared.got.endswith("/") else "the provider's URL has it"
        says = f"issuer and provider differ in the slash at the end: {side}, and the two must be equal to the last character"
        return failed._replace(says=says, values=())
    if difference is Difference.CASE:
        return failed._replace(says="issuer and provider differ in capital letters, and the two must be equal", values=())
    return None


def _audience(failed: Finding) -> Finding | None:
    compared = failed.compared
    if compared is None:
        return None
    says = "the token was made for `{}`, and the identity provider in IAM takes tokens for `{}`"
    return failed._replace(says=says, values=(compared.got, compared.wanted))


def _signature(failed: Finding) -> Finding | None:
    if failed.says != DOES_NOT_FIT:
        return None
    return failed._replace(says="the token was changed after it was signed, or another key than `{}` signed it")


OF_TOKEN: dict[str, Callable[[Finding], Finding | None]] = {
    "Registered provider": _provider,
    "Audience": _audience,
    "Signature": _signature,
}
