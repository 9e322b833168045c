"""Headlines over a trust policy that did not let a token in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.explain import Compared, Finding
from playground.iam.arn import parse_arn
from playground.iam.conditions.block import bare_operator
from playground.iam.divergence.divergence import diverge, explain_difference
from playground.iam.divergence.near_misses import Difference
from playground.iam.elements import NOT_NAMED
from playground.sandbox.headlines.absent import of_absent
from playground.sandbox.headlines.denied import of_deny
from playground.sandbox.headlines.whose import claim_of, of_near_miss, of_subject
from playground.tokens.case import audience_claim
from playground.tokens.provider import AMAZON

Says = tuple[str, tuple[object, ...]]

# Built-in providers whose tokens are taken for those of an issuer that is nearly the same.
_MISTAKEN = (
    (
        "graph.facebook.com",
        ("www.facebook.com", "limited.facebook.com"),
        "the role `{}` trusts Facebook's access token, sent with ProviderId=graph.facebook.com, and this is Facebook's ID token",
    ),
    (
        "cognito-identity.amazonaws.com",
        ("cognito-idp.",),
        "the role `{}` trusts the tokens of identity pools, which GetOpenIdToken gives, and this one is a user pool's",
    ),
)
_AUDIENCES = (":aud", ":app_id", ":oaud")
_SUBJECTS = (":sub", ":user_id", "facebook.com:id")
_POD_IDENTITY = "pods.eks.amazonaws.com"
_SHORT = 48  # characters of an audience that a headline repeats
_OF_ACTION = {
    "sts:TagSession": "the token carries session tags, and the trust policy of `{}` does not allow `sts:TagSession`",
    "sts:SetSourceIdentity": (
        "the token carries a source identity, and the trust policy of `{}` does not allow `sts:SetSourceIdentity`"
    ),
}


def of_trust(failed: Finding, role: str, unverified_claims: Mapping[str, Any]) -> Finding:
    """The headline; the failed finding itself where there is nothing shorter."""
    found = _of_other_action(failed, role) or _of_principal(failed, role) or of_deny(failed, role)
    if found is None and failed.compared is not None:
        found = _of_condition(failed.compared, role, unverified_claims)
    if found is None and "needs one" in failed.says:
        found = of_absent(str(failed.values[0]), role, unverified_claims)
    return failed._replace(says=found[0], values=found[1]) if found else failed


def _of_other_action(failed: Finding, role: str) -> Says | None:
    """AssumeRoleWithWebIdentity was allowed, and what the token brings besides was not."""
    if not failed.reasons or not failed.reasons[-1].values:
        return None
    says = _OF_ACTION.get(str(failed.reasons[-1].values[0]))
    return (says, (role,)) if says else None


def _of_principal(failed: Finding, role: str) -> Says | None:
    """No statement names the token's provider."""
    if failed.says != NOT_NAMED:
        return None
    trusted, came = map(str, failed.values)
    if trusted == came:
        return "the trust policy of `{}` names the token's provider as something else; it belongs under `Federated`", (role,)
    other = parse_arn(came)
    issuer = other.resource.partition("/")[2] if other else came
    for built_in, issuers, says in _MISTAKEN:
        if trusted == built_in and issuer.startswith(issuers):
            return says, (role,)
    return _of_arn(trusted, came, issuer, role) or (
        "the role `{}` trusts `{}`, and this token comes from `{}`",
        (role, trusted, came),
    )


def _of_arn(trusted: str, came: str, issuer: str, role: str) -> Says | None:
    """The ARN of a provider that is nearly the token's."""
    one, other = parse_arn(trusted), parse_arn(came)
    if one and one.resource == f"oidc-provider/{came}":
        says = "the trust policy of `{}` names `{}` by an ARN; that provider is built in, and its name alone is the principal"
        return says, (role, came)
    if other and one == other._replace(resource=f"oidc-provider/https://{issuer}"):
        return "the trust policy of `{}` names the provider as `https://{}`, and its ARN has no `https://`", (role, issuer)
    if one and other and one.resource == other.resource and one.account != other.account:
        says = "the trust policy names the identity provider of account `{}`, and STS takes only that of the role's own account, `{}`"
        return says, (one.account, other.account)
    return None


def _of_condition(compared: Compared, role: str, unverified_claims: Mapping[str, Any]) -> Says | None:
    key = compared.got_from.lower()
    special = _multi_valued(compared, role) or _star(compared) or _negated(compared, role) or _without_value(compared, role)
    if special is not None:
        return special
    if "." not in key.rpartition(":")[0] or explain_difference(compared).difference in (Difference.KIND, Difference.NOT_AN_ARN):
        return None  # the call's own, or no matter of characters: the finding itself is as short
    if key.endswith(":amr"):
        says = "the role `{}` wants a user with `{}`, and the token says `{}`"
        return says, (role, compared.wanted, compared.got)
    if key.endswith(_AUDIENCES):
        return _of_audience(compared, role, unverified_claims)
    if key.endswith(_SUBJECTS):
        return of_subject(compared, role)
    return of_near_miss(compared, role, claim_of(compared)) or (
        "the role `{}` wants another `{}` than this token has",
        (role, compared.got_from),
    )


def _multi_valued(compared: Compared, role: str) -> Says | None:
    if len(compared.got_each) < 2 or compared.wanted_from.startswith(("ForAnyValue", "ForAllValues")):
        return None
    says = "`{}` has several values, and `{}` compares one; the trust policy of `{}` needs `ForAnyValue:{}`"
    return says, (compared.got_from, compared.wanted_from, role, compared.wanted_from)


def _star(compared: Compared) -> Says | None:
    """A pattern under an operator that knows none, and that would hold under the one that does."""
    operator = bare_operator(compared.wanted_from) or ""
    patterns = [text for text in compared.wanted_each or (compared.wanted,) if "*" in text or "?" in text]
    if operator not in ("StringEquals", "StringEqualsIgnoreCase"):
        return None
    for text in patterns:
        if any(
            diverge(text, got, {}, operator="StringLike").difference is Difference.NONE
            for got in compared.got_each or (compared.got,)
        ):
            says = "`{}` takes the `{}` of `{}` for a letter; only `StringLike` reads it as a wildcard"
            return says, (compared.wanted_from, "*" if "*" in text else "?", text)
    return None


def _negated(compared: Compared, role: str) -> Says | None:
    if "Not" not in compared.wanted_from:
        return None
    return "the trust policy of `{}` leaves out `{}` with this value", (role, compared.got_from)


def _without_value(compared: Compared, role: str) -> Says | None:
    found = explain_difference(compared)
    if found.difference is not Difference.NO_VALUE:
        return None
    if ":" not in str(found.values[0]):
        says = "the trust policy of `{}` has a placeholder, `{}`, that nobody filled in: it is no condition key, so `{}` is never like it"
        return says, (role, found.values[0], compared.got_from)
    says = "the trust policy of `{}` compares `{}` with the variable `{}`, which has no value in this call"
    return says, (role, compared.got_from, found.values[0])


def _wants(compared: Compared, aud: object) -> bool:
    """Whether the policy lists what stands in `aud`, or one of several that do."""
    wanted = compared.wanted_each or (compared.wanted,)
    return any(one in wanted for one in (aud if isinstance(aud, list) else [aud]))


def _of_audience(compared: Compared, role: str, unverified_claims: Mapping[str, Any]) -> Says:
    azp, aud = unverified_claims.get("azp"), unverified_claims.get("aud")
    if compared.got_from.lower().endswith(":aud") and azp and aud != azp and _wants(compared, aud):
        says = "`{}` is read from `azp` when the token has one, and the role `{}` wants there what stands in `aud`"
        return says, (compared.got_from, role)
    if compared.got_from.lower() == f"{AMAZON}:app_id" and _wants(compared, aud):
        says = "`{}` is the application's id, `app_id` in Amazon's answer, and the role `{}` wants there the client's id, which is `aud`"
        return says, (compared.got_from, role)
    if compared.got == _POD_IDENTITY:
        says = (
            "this token is for EKS Pod Identity, which does not use AssumeRoleWithWebIdentity; the role `{}` wants one for `{}`"
        )
        return says, (role, compared.wanted)
    claim = audience_claim(unverified_claims) if compared.got_from.lower().endswith(":aud") else claim_of(compared)
    if (near := of_near_miss(compared, role, claim)) is not None:
        return near
    if max(len(compared.got), len(compared.wanted)) > _SHORT:
        return "the role `{}` trusts another app than the one this token was made for", (role,)
    says = "the role `{}` trusts tokens made for `{}`, and this one was made for `{}`"
    return says, (role, compared.wanted, compared.got)
