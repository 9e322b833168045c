"""What a trust policy for an identity provider must not leave out: whose token it is, and for which app.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.documents import escape
from playground.iam.catalogue.actions import covered
from playground.iam.catalogue.keys import provider_of
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.grammar import PolicyType
from playground.iam.lint.remark import Linted, Remark, suggestion, warning
from playground.iam.principals import entries_of
from playground.iam.repair.changes.cautions import AUDIENCES
from playground.iam.shared_issuers import claim_of, key_of

GITHUB = "token.actions.githubusercontent.com"
_EKS = "oidc.eks."  # the start of the hosts of all clusters, one a region
_WEB = "AssumeRoleWithWebIdentity"

_NO_AUDIENCE = "no condition compares the audience, so a token for any other app of `{}` will do"
_NO_SUBJECT = "no condition compares `{}:sub`, so any repository will do"
_NO_SUBJECT_SHARED = "no condition compares `{}:sub`, and `{}` makes tokens for others too: any of its subjects will do"
_NO_NAME = "no condition compares `{}`, and `{}` makes tokens for others too: any of its customers will do"
_NO_WEB = "`{}` is no action by which a token assumes a role; a provider's token needs `sts:AssumeRoleWithWebIdentity`"
_NOBODY = "`{}` takes a provider's token, and this statement names no provider, so it lets nobody in"
_TAGS = "a token that brings session tags is refused without `sts:TagSession`, and `{}` is about session tags"
_SOURCE = "a source identity is set with `sts:SetSourceIdentity`, which `Action` does not have, so `{}` is never there"


def identity(linted: Linted) -> Iterator[Remark]:
    """A trust policy that compares no audience trusts every app of the provider; without a subject, everybody at it."""
    if linted.kind is not PolicyType.TRUST or not linted.allows:
        return
    for principal, pointer in linted.federated():
        name = provider_of(principal).removeprefix("https://")
        keys = {one.lower_key for one in linted.conditions if one.asks}
        if ":saml-provider/" in principal:
            continue
        if not any(key.endswith(AUDIENCES) for key in keys):
            fix = _compared(linted, f"{name}:aud", "sts.amazonaws.com") if name == GITHUB else ()
            yield warning(_NO_AUDIENCE, (name,), pointer, fix)
        host, key = name.partition("/")[0], key_of(name)
        if key.startswith("sts:") and key.lower() not in keys:
            yield warning(_NO_NAME, (key, name), pointer)
        if f"{name}:sub".lower() in keys:
            continue
        if host == GITHUB:
            yield warning(_NO_SUBJECT, (name,), pointer)
        elif claim_of(name) == "sub" or host.startswith(_EKS):
            yield warning(_NO_SUBJECT_SHARED, (name, name), pointer)


def _compared(linted: Linted, key: str, value: str) -> tuple[Edit, ...]:
    """One more condition: it lets in fewer."""
    conditions = linted.statement.get("Condition") or {}
    if any(key.lower() in map(str.lower, keys) for keys in conditions.values()):
        return ()
    return (linted.edit(EditKind.ADD, f"{linted.place}/Condition/StringEquals/{escape(key)}", value),)


def web_identity(linted: Linted) -> Iterator[Remark]:
    """A token assumes a role by one action alone."""
    names = {name for action, _ in linted.values("Action") for name in covered(action)}
    if linted.kind is not PolicyType.TRUST or not linted.allows or not names or _WEB in names or "AssumeRoleWithSAML" in names:
        return
    if any(":saml-provider/" not in principal for principal, _ in linted.federated()) and "AssumeRole" in names:
        action, pointer = next((text, place) for text, place in linted.values("Action") if "AssumeRole" in covered(text))
        alone = isinstance(linted.statement["Principal"], dict) and set(linted.statement["Principal"]) == {"Federated"}
        exact = action.lower() == "sts:assumerole"
        fix = linted.replaced(pointer, f"sts:{_WEB}") if alone and exact else ()
        yield warning(_NO_WEB, (action,), pointer, fix)


def without_provider(linted: Linted) -> Iterator[Remark]:
    """The action of tokens alone, beside principals that bring none."""
    names = {name for action, _ in linted.values("Action") for name in covered(action)}
    if linted.kind is not PolicyType.TRUST or not linted.allows:
        return
    brings = any(entry.kind in ("*", "Federated") for entry in entries_of(linted.statement["Principal"], ""))
    others = names - {_WEB, "AssumeRoleWithSAML", "TagSession", "SetSourceIdentity"}
    if _WEB in names and not others and not brings:
        action, pointer = next((text, place) for text, place in linted.values("Action") if _WEB in covered(text))
        yield warning(_NOBODY, (action,), pointer)


def session_actions(linted: Linted) -> Iterator[Remark]:
    """Conditions on session tags or a source identity, in a statement that lets nobody set them."""
    names = {name for action, _ in linted.values("Action") for name in covered(action)}
    if linted.kind is not PolicyType.TRUST or not linted.allows or _WEB not in names:
        return
    for condition in linted.conditions:
        tags = condition.lower_key.startswith(("aws:requesttag/", "aws:tagkeys", "sts:transitivetagkeys"))
        source = condition.lower_key == "sts:sourceidentity"
        wanted = "TagSession" if tags else "SetSourceIdentity" if source else ""
        if wanted and wanted not in names:
            fix = (linted.edit(EditKind.ADD, f"{linted.place}/Action/-", f"sts:{wanted}"),)
            yield suggestion(_TAGS if tags else _SOURCE, (condition.key,), f"{linted.place}/Action", fix)


RULES = (identity, web_identity, without_provider, session_actions)
