"""Condition keys: those that the provider, the session or the service does not have.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.documents import at
from playground.iam.catalogue.actions import condition_keys_of, is_key
from playground.iam.catalogue.global_keys import GLOBAL_KEYS
from playground.iam.catalogue.keys import IN_SESSION, is_of_provider, keys_of_provider, nearest_key, provider_of
from playground.iam.catalogue.resemblance import closest
from playground.iam.conditions.block import AnyCondition
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.grammar import PolicyType
from playground.iam.lint.remark import Linted, Remark, warning

_SCHEME = "a condition key begins with the provider's name without `https://`, so `{}` is never there"
_OTHER = "`{}` is a key of another provider than `{}`, which this statement trusts, so it is never there"
_UNKNOWN = "`{}` is no condition key of `{}`, so it is never there"
_NEAR = "`{}` is no condition key of `{}`, so it is never there; is `{}` meant?"
_GONE = "`{}` is there while the role is assumed, and no longer in the session: compare it in the trust policy"
_AT_FEDERATION = (PolicyType.TRUST, PolicyType.RESOURCE_CONTROL)  # these are asked while a role is assumed
_GLOBAL = frozenset(key.name.lower() for key in GLOBAL_KEYS)
_CONTEXT = "aws:"


def unknown_keys(linted: Linted) -> Iterator[Remark]:
    """A key that no request will ever have. The nearest that there is, is offered where it is of the same provider."""
    trusted = [provider_of(provider) for provider, _ in linted.federated()]
    for condition in linted.compiled.conditions:
        plain = _plain(condition.key)
        if plain != condition.key:
            yield warning(_SCHEME, (condition.key,), condition.pointer, _renamed(linted, condition, plain))
        elif is_of_provider(condition.key):
            yield from _of_provider(linted, condition, trusted)
        elif linted.kind is not PolicyType.TRUST or condition.lower_key.startswith(("sts:", _CONTEXT)):
            yield from _of_service(linted, condition)


def _plain(key: str) -> str:
    return key.removeprefix("https://").removeprefix("http://")


def _of_provider(linted: Linted, condition: AnyCondition, trusted: list[str]) -> Iterator[Remark]:
    provider, _, name = condition.key.rpartition(":")
    provider = next(
        (one for one in trusted if condition.lower_key.startswith(f"{one}:".lower())), provider
    )  # a claim's name may have a colon
    if linted.kind not in _AT_FEDERATION:
        if name.lower() not in IN_SESSION:
            yield warning(_GONE, (condition.key,), condition.pointer)
        return
    if trusted and provider.lower() not in map(str.lower, trusted):
        fix = _renamed(linted, condition, f"{trusted[0]}:{name}") if _is_near(provider, trusted, name) else ()
        yield warning(_OTHER, (condition.key, ", ".join(trusted)), condition.pointer, fix)
        return
    known = keys_of_provider(provider)
    if condition.lower_key not in map(str.lower, known):
        near = nearest_key(condition.key, known)
        yield _unknown(linted, condition, provider, near)


def _is_near(provider: str, trusted: list[str], name: str) -> bool:
    """Whether the one provider was nearly written, and has the key."""
    if len(trusted) != 1 or f"{trusted[0]}:{name}".lower() not in map(str.lower, keys_of_provider(trusted[0])):
        return False
    return provider.rstrip("/") == trusted[0].rstrip("/") or bool(closest(provider, trusted))


def _of_service(linted: Linted, condition: AnyCondition) -> Iterator[Remark]:
    service = condition.lower_key.partition(":")[0]
    if condition.lower_key.startswith(_CONTEXT):
        known = {key.name for key in GLOBAL_KEYS}
        near = closest(condition.key, known)
        if near and not condition.lower_key.startswith(tuple(_GLOBAL)):
            yield _unknown(linted, condition, "AWS", near)
        return
    keys = condition_keys_of(service)
    if keys and not is_key(condition.lower_key, frozenset(keys)):
        yield _unknown(linted, condition, service, closest(condition.key, [key.name for key in keys.values()]))


def _unknown(linted: Linted, condition: AnyCondition, whose: str, near: str) -> Remark:
    if not near or "$" in near or "<" in near or near.endswith("/"):
        return warning(_UNKNOWN, (condition.key, whose), condition.pointer)
    return warning(_NEAR, (condition.key, whose, near), condition.pointer, _renamed(linted, condition, near))


def _renamed(linted: Linted, condition: AnyCondition, key: str) -> tuple[Edit, ...]:
    """The edit that writes another key; none where the operator has it already."""
    there = at(linted.data, condition.pointer.rpartition("/")[0])
    if key.lower() in map(str.lower, there):
        return ()
    return (linted.edit(EditKind.RENAME, condition.pointer, key),)


RULES = (unknown_keys,)
