"""Principals: everybody, everybody but some, ARNs without an account, and providers named with `https://`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.arn import is_account_id, parse_arn
from playground.iam.grammar import PolicyType
from playground.iam.lint.remark import Linted, Remark, suggestion, warning
from playground.iam.principals import Entry, entries_of

_SCHEME = "the ARN of an OIDC provider has its issuer without `https://`, so `{}` is no provider"
_ACCOUNT = "`{}` has no account ID: twelve digits stand before its last colon"
_PART = "`{}` has a wildcard in a principal, where none is one: it names nobody"
_EVERYBODY = "`*` trusts everybody on the internet; name whom you mean, or add a condition that tells them apart"
_NOT_PRINCIPAL = (
    "with `Allow`, `NotPrincipal` lets in everybody but these, people without an AWS account too; name whom you mean"
)
_NOT_DENIED = (
    "with `Deny`, `NotPrincipal` spares a role's session only where the role and the session are both listed, and nobody who has a "
    "permissions boundary; AWS advises `ArnNotEquals` on `aws:PrincipalArn` instead"
)


def _entries(linted: Linted) -> tuple[Entry, ...]:
    key = next((key for key in ("Principal", "NotPrincipal") if key in linted.statement), "")
    return entries_of(linted.statement[key], f"{linted.place}/{key}") if key else ()


def misspelt(linted: Linted) -> Iterator[Remark]:
    """A principal that is nobody."""
    for entry in _entries(linted):
        head, scheme, issuer = entry.text.partition(":oidc-provider/https://")
        arn = parse_arn(entry.text)
        if scheme:
            yield warning(
                _SCHEME, (entry.text,), entry.pointer, linted.replaced(entry.pointer, f"{head}:oidc-provider/{issuer}")
            )
        elif arn is not None and arn.service in ("iam", "sts") and not is_account_id(arn.account) and arn.account != "aws":
            yield warning(_ACCOUNT, (entry.text,), entry.pointer)
        elif entry.kind == "AWS" and "*" in entry.text:
            yield warning(_PART, (entry.text,), entry.pointer)


def everybody(linted: Linted) -> Iterator[Remark]:
    """An Allow to everybody, or to everybody but some; a Deny to everybody but some."""
    if "NotPrincipal" in linted.statement and not linted.allows:
        yield suggestion(_NOT_DENIED, (), f"{linted.place}/NotPrincipal")
    if not linted.allows or not linted.kind.has_principal:
        return
    if "NotPrincipal" in linted.statement:
        yield warning(_NOT_PRINCIPAL, (), f"{linted.place}/NotPrincipal")
    told = any(one.asks and one.lower_key.startswith("aws:principal") for one in linted.conditions)
    told = told or (linted.kind is PolicyType.RESOURCE and bool(linted.statement.get("Condition")))
    for entry in _entries(linted) if "Principal" in linted.statement and not told else ():
        if entry.kind == "*":
            yield warning(_EVERYBODY, (), entry.pointer)


RULES = (misspelt, everybody)
