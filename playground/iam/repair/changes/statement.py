"""A new statement for this one request, where none is near: this action, this resource, this caller, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.iam.catalogue.keys import provider_of
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.grammar import PolicyType
from playground.iam.patterns.variables import written
from playground.iam.principals import ELEMENTS
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import AUDIENCES, SUBJECTS
from playground.iam.repair.part import Document
from playground.iam.request import ALL_BUCKETS, Request
from playground.iam.shared_issuers import key_of

_TRUSTED = "the role then trusts one token more: ask first whether it is meant for `{}`"


def statement(request: Request, group: PolicyType, documents: list[Document]) -> Iterator[Change]:
    """The statement appended to the first policy of its type that can be changed; a new policy where there is none."""
    document = next((one for one in documents if one.editable), None)
    variables = document is None or document.variables
    made = statement_for(request, group, variables)
    if made is None:
        return
    words = Words("append a statement that allows `{}` on `{}`", (request.action, request.resource))
    if group is PolicyType.TRUST:  # which has no resource
        alone = "this subject of `{}` alone" if "Condition" in made else "`{}`"
        words = Words(f"append a statement that allows `{{}}` to {alone}", (request.action, _principal(request)[1]))
    if document is not None:
        cautions = (Words(_TRUSTED, tuple(made["Condition"]["StringEquals"].values())[:1]),) if "Condition" in made else ()
        yield Change((document.edit(EditKind.APPEND, "/Statement/-", made),), words, More.ONE, cautions)
    elif group in (PolicyType.IDENTITY, PolicyType.RESOURCE):
        whole = {"Version": "2012-10-17", "Statement": [made]}
        words = Words("write an {} that allows `{}` on `{}`", (group.words, request.action, request.resource))
        words = Words("write a {} that allows `{}` on `{}`", words.values) if group is PolicyType.RESOURCE else words
        yield Change((Edit("", group, "", EditKind.CREATE, whole, len(documents)),), words, More.ONE)


def statement_for(request: Request, group: PolicyType, variables: bool) -> dict[str, Any] | None:
    """A statement that allows this request alone; None when no text says so, or nothing tells this caller from others."""
    if group is PolicyType.RESOURCE_CONTROL:  # which only denies
        return None
    made: dict[str, Any] = {"Effect": "Allow"}
    if group.has_principal:
        kind, name = _principal(request)
        if not name:
            return None
        made["Principal"] = {kind: name}
    made["Action"] = request.action
    if group is PolicyType.TRUST:
        conditions = _identifying(request) if request.principal.kind == "federated" else {}
        if request.principal.kind == "federated" and not conditions:
            return None
        return made | ({"Condition": {"StringEquals": conditions}} if conditions else {})
    plain = request.resource == "*" or ALL_BUCKETS.fullmatch(request.resource) or not set(request.resource) & set("*?$")
    if not plain and not variables:
        return None
    return made | {"Resource": request.resource if plain else written(request.resource)}


def _principal(request: Request) -> tuple[str, str]:
    asks = request.principal
    if asks.kind in ELEMENTS:
        return ELEMENTS[asks.kind], asks.name
    return "AWS", asks.role or asks.name


def _identifying(request: Request) -> dict[str, str]:
    """The audience and the subject of the token, under their condition keys."""
    ends, shared = (*AUDIENCES, *SUBJECTS), key_of(provider_of(request.principal.name)).lower()
    found = {key: values[0] for key, values in request.context.items() if key.endswith(ends) and len(values) == 1}
    found = {key: value for key, value in found.items() if "." in key and not key.endswith(":oaud")}
    found |= {key: value[0] for key, value in request.context.items() if key == shared}
    return {key: written(value, wildcards=False) for key, value in found.items()}
