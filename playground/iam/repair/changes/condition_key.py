"""A condition on a key that the request does not have: another key that was meant, or the condition only where the key is there."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.catalogue.actions import condition_keys, covered
from playground.iam.catalogue.keys import is_of_provider, nearest_key, provider_of
from playground.iam.conditions.block import Condition
from playground.iam.editing.edit import EditKind
from playground.iam.grammar import PolicyType
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import SUBJECTS, actions_of
from playground.iam.repair.changes.condition_operator import moved
from playground.iam.repair.part import Part
from playground.iam.shared_issuers import claim_of

_ABSENT = "read `{}` instead of `{}`, which this request does not have"
_UNKNOWN = "read `{}` instead of `{}`, which is no condition key of `{}`"


def condition_key(part: Part) -> Iterator[Change]:
    """The changes for a positive condition whose key is absent."""
    condition = part.element
    if not isinstance(condition, Condition):
        return
    if part.request.context.get(condition.lower_key):
        yield from _audience(part, condition)
        return
    yield from _other_key(part, condition)
    yield from _meant(part, condition)
    edits = moved(part.document, condition, f"{condition.operator}IfExists")
    apart = _unknown(part, condition) or _opens_others(part, condition)
    if edits and not condition.if_exists and not apart and _still_asks(part, condition):
        says = Words("write `{}IfExists`, which holds where there is no `{}`", (condition.operator, condition.key))
        caution = Words("requests without any `{}` are then let in, whoever makes them", (condition.key,))
        yield Change(edits, says, More.ABSENT, (caution,))


def _audience(part: Part, condition: Condition) -> Iterator[Change]:
    """For `:aud`, which reads the token's `azp` when there is one: `:oaud`, when what is wanted stands in `aud`."""
    context, key = part.request.context, condition.lower_key.removesuffix(":aud") + ":oaud"
    values = context.get(key)
    if claim_of(condition.lower_key.removesuffix(":aud")) == "aud":
        return  # AWS would not keep it: `:aud` is what tells this issuer's customers apart
    if condition.lower_key.endswith(":aud") and values and condition.holds(values, context):
        words = Words("read `{}`, which is the token's `aud`, instead of `{}`, which is its `azp`", (key, condition.key))
        caution = Words("the app that asked for the token, its `azp`, is then not looked at")
        yield Change(
            (part.document.edit(EditKind.RENAME, condition.pointer, _as_written(part, key)),), words, More.OTHERS, (caution,)
        )


def _still_asks(part: Part, condition: Condition) -> bool:
    """Whether a trust policy goes on asking who it is: another condition looks at the subject."""
    if part.document.group is not PolicyType.TRUST:
        return True
    others = [one for one in part.statement.conditions if isinstance(one, Condition) and one is not condition]
    return any(one.asks and one.lower_key.endswith(SUBJECTS) for one in others)


def _opens_others(part: Part, condition: Condition) -> bool:
    """Whether the statement has actions whose requests never have the key: all of these would be let in, and they were kept out.

    `s3:prefix` is of listings alone; beside `s3:*`, `IfExists` would open every object.
    """
    service = condition.lower_key.partition(":")[0]
    if service == "aws" or is_of_provider(condition.key):
        return False
    own = condition.lower_key.partition("/")[0]
    named = [(text.partition(":")[0], covered(text)) for text in actions_of(part)]
    return not named or any(
        not names or any(own not in condition_keys(f"{prefix}:{name}") for name in names) for prefix, names in named
    )


def _other_key(part: Part, condition: Condition) -> Iterator[Change]:
    """A key of the request that looks like this one and has a value that is wanted."""
    name = condition.lower_key.rpartition(":")[2]
    context = part.request.context
    for key, values in context.items():
        alike = key.rpartition(":")[2] == name or nearest_key(condition.key, (key,))
        if alike and values and condition.holds(values, context):
            edit = part.document.edit(EditKind.RENAME, condition.pointer, _as_written(part, key))
            yield Change((edit,), _words(part, condition, key), More.SAME)


def _meant(part: Part, condition: Condition) -> Iterator[Change]:
    """For a key that the provider does not have: the nearest that it has, with the value of the request."""
    if not _unknown(part, condition) or part.known is None:
        return
    near = nearest_key(condition.key, part.known)
    values = part.request.context.get(near.lower(), ())
    if len(values) != 1 or condition.holds(values, part.request.context):
        return
    exact = part.literal(values[0], wildcards=condition.kind.name.endswith("Like"))
    if exact is not None:
        words = _words(part, condition, near)
        edits = (
            part.document.edit(EditKind.REPLACE, condition.pointer, exact),
            part.document.edit(EditKind.RENAME, condition.pointer, near),
        )
        yield Change(edits, Words(words.says + ", and let it be `{}`", (*words.values, exact)), More.SAME)


def _unknown(part: Part, condition: Condition) -> bool:
    """Whether the provider is known not to have this key."""
    if part.known is None or not is_of_provider(condition.key):
        return False
    return condition.lower_key not in map(str.lower, part.known)


def _words(part: Part, condition: Condition, key: str) -> Words:
    if _unknown(part, condition):
        return Words(_UNKNOWN, (_as_written(part, key), condition.key, provider_of(part.request.principal.name)))
    return Words(_ABSENT, (_as_written(part, key), condition.key))


def _as_written(part: Part, key: str) -> str:
    """The key in the case in which it is known."""
    return next((known for known in part.known or () if known.lower() == key), key)
