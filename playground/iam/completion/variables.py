"""Policy variables, inside of a text behind `${`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from playground.iam.catalogue.global_keys import GLOBAL_KEYS
from playground.iam.catalogue.keys import IN_SESSION, keys_of_provider, provider_of
from playground.iam.completion.caret import quoted
from playground.iam.completion.offer import Asked, Item, Offer, fitting, texts
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.block import bare_operator
from playground.iam.grammar import PolicyType

# Keys that hold one value of the caller, and so make a useful variable.
_OF_CALLER = ("aws:PrincipalTag/", "aws:userid", "aws:PrincipalAccount", "aws:SourceIdentity", "aws:username")


def variables(asked: Asked) -> tuple[Item, ...] | None:
    """The texts with a variable written out; None when no variable is being written."""
    head, opened, name = asked.caret.typed.rpartition("${")
    if asked.caret.naming or not opened or "}" in name or not _takes_variables(asked.caret.path):
        return None
    rest = asked.caret.rest
    tail = rest.partition("}")[2] if "}" in rest.partition("${")[0] else rest
    found = fitting(_offers(asked), name)
    return tuple(Item(quoted(f"{head}${{{one.text}{'' if one.text.endswith('/') else '}'}{tail}"), one.words) for one in found)


def _takes_variables(path: tuple[str, ...]) -> bool:
    match path:
        case ("Statement", "Resource" | "NotResource"):
            return True
        case ("Statement", "Condition", operator, _):
            bare = bare_operator(operator)
            return bare in BY_NAME and BY_NAME[bare].variables
    return False


def _offers(asked: Asked) -> list[Offer]:
    words = {one.name: one.words for one in GLOBAL_KEYS}
    own = [Offer(key, "of the one who signed in") for key in in_session(asked)]
    return [*own, *(Offer(name, words[name]) for name in _OF_CALLER)]


def in_session(asked: Asked) -> list[str]:
    """The provider's keys that this kind of policy can read: all in a trust policy, elsewhere those that the session keeps."""
    found = [key for one in providers(asked) for key in sorted(keys_of_provider(one, asked.known_keys), key=_order)]
    return [key for key in found if asked.kind is PolicyType.TRUST or key.rpartition(":")[2] in IN_SESSION]


def _order(key: str) -> tuple[bool, bool, str]:
    return not key.endswith(":sub"), not key.endswith(":aud"), key


def providers(asked: Asked) -> list[str]:
    """The providers that the statement names, by their names in condition keys; else the one that is known."""
    principal = asked.caret.statement().get("Principal")
    named = texts(principal.get("Federated")) if isinstance(principal, dict) else []
    return [provider_of(one) for one in named if one] or ([provider_of(asked.provider)] if asked.provider else [])
