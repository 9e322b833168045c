"""A statement that names somebody else: put right a name that was nearly theirs, or name them too."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from playground.documents import at
from playground.iam.arn import parse_arn
from playground.iam.catalogue.keys import provider_of
from playground.iam.conditions.block import Condition
from playground.iam.divergence.divergence import diverge
from playground.iam.editing.edit import EditKind
from playground.iam.elements import Principals
from playground.iam.grammar import PolicyType
from playground.iam.principals import ELEMENTS
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import AUDIENCES, LEFT_OUT, SUBJECTS
from playground.iam.repair.part import Part
from playground.iam.shared_issuers import claim_of

_ANYBODY = "no condition of the statement looks at whose token it is: everybody who has one of `{}` then gets the role"


def principal(part: Part) -> Iterator[Change]:
    """The changes of Principal; of NotPrincipal when it lists the one who asks."""
    element = part.element
    if not isinstance(element, Principals):
        return
    kind, name = named(part)
    if not name:
        return
    if element.negated:
        yield from _listed(part, element)
        return
    trusts = part.document.group is PolicyType.TRUST and kind == "Federated"
    names = (name, *(entry.text for entry in element.entries))  # keys may bear the name that is put right: they are, too
    claim = claim_of(provider_of(name)) if trusts else ""
    if claim and not _looks_at(part, names, (f":{claim}",)) and not _compares(part, (claim.lower(),)):
        return  # AWS would not keep it: everybody at that provider would get the role
    cautions = (Words(_ANYBODY, (name,)),) if trusts and not _looks_at(part, names, (*SUBJECTS, *AUDIENCES)) else ()
    if len(element.entries) == 1 and element.entries[0].text == name and element.entries[0].kind != kind:
        yield _under(part, element.entries[0].kind, kind, name)._replace(cautions=cautions)
        return
    for entry in element.entries:
        near = diverge(entry.text, name, {}, operator="Principal").difference.near or _meant(entry.text, name)
        if entry.kind == kind and near:
            words = Words("name `{}` instead of `{}`", (name, entry.text))
            yield part.replaced(entry.pointer, name, words, More.SAME, *cautions)
    if not trusts or _looks_at(part, (name,), SUBJECTS):
        yield _added(part, kind, name)


def named(part: Part) -> tuple[str, str]:
    """The kind and the name by which a policy names the one who asks; a session by its role, whose name it keeps."""
    asks = part.request.principal
    if asks.kind in ELEMENTS:
        return ELEMENTS[asks.kind], asks.name
    return "AWS", asks.role or (asks.name if parse_arn(asks.name) else "")


def _under(part: Part, wrong: str, kind: str, name: str) -> Change:
    words = Words("name `{}` under `{}` instead of `{}`", (name, kind, wrong))
    return Change((part.document.edit(EditKind.REPLACE, part.element.pointer, {kind: name}),), words, More.SAME)


def _added(part: Part, kind: str, name: str) -> Change:
    pointer = part.element.pointer
    there: Any = at(part.document.data, pointer)
    words = Words("add `{}` to the principals of `{}`", (name, part.statement.label))
    if not isinstance(there, dict):
        edit = part.document.edit(EditKind.REPLACE, pointer, {kind: name})
    else:
        edit = part.document.edit(EditKind.ADD, f"{pointer}/{kind}/-" if kind in there else f"{pointer}/{kind}", name)
    return Change((edit,), words, More.ONE)


def _looks_at(part: Part, providers: tuple[str, ...], ends: tuple[str, ...]) -> bool:
    """Whether a condition of the statement asks for some of a provider's tokens; without, it would trust them all."""
    return _compares(part, {f"{provider_of(provider)}{end}".lower() for provider in providers for end in ends})


def _compares(part: Part, keys: Collection[str]) -> bool:
    looking = [one for one in part.statement.conditions if isinstance(one, Condition) and one.asks and one.lower_key in keys]
    return any(all(text.strip("*?") for text in one.wanted) for one in looking)


def _meant(text: str, name: str) -> bool:
    """Whether they differ in the account alone, in the `https://` that no provider's ARN has, or a built-in one is named by an ARN."""
    one, other = parse_arn(text.replace(":oidc-provider/https://", ":oidc-provider/")), parse_arn(name)
    if one is None or other is None:
        return one is not None and one.resource == f"oidc-provider/{name}"
    return one._replace(account="") == other._replace(account="")


def _listed(part: Part, element: Principals) -> Iterator[Change]:
    out = on_a_longer_list(part, element)
    if out:
        words = Words("take `{}` off the `NotPrincipal` of `{}`", (part.request.principal.name, part.statement.label))
        caution = Words(LEFT_OUT, (part.request.principal.name,))
        yield part.deleted(out, words, More.ONE, caution)


def on_a_longer_list(part: Part, element: Principals) -> list[str]:
    """Where the one who asks stands, when their list names others too, so that it can do without them."""
    asks = part.request.principal
    out = [entry for entry in element.entries if entry.text in (asks.name, asks.role)]
    lists = {entry.pointer.rpartition("/")[0] for entry in out}
    there = [at(part.document.data, pointer) for pointer in lists]
    longer = all(isinstance(one, list) and len(one) > len(out) for one in there)
    return [entry.pointer for entry in out] if out and longer else []
