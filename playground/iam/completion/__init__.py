"""What could stand at a caret in a policy: elements, actions, resources, operators, keys, variables, values.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from playground.iam.catalogue.keys import Known
from playground.iam.completion.actions import actions
from playground.iam.completion.caret import caret_at
from playground.iam.completion.condition import keys, operators, values
from playground.iam.completion.elements import effects, elements, members, versions
from playground.iam.completion.offer import Asked, Item, Offer, fitting, items
from playground.iam.completion.principals import principal_kinds, principals
from playground.iam.completion.resources import resources
from playground.iam.completion.variables import variables
from playground.iam.grammar import PolicyType

__all__ = ["Completions", "Item", "complete"]


class Completions(NamedTuple):
    """What could stand there. start, end: offsets, from 0, of what an item takes the place of.  items: the likeliest first."""

    start: int
    end: int
    items: tuple[Item, ...]


def complete(text: str, offset: int, kind: PolicyType, *, provider: str = "", known_keys: Known = None) -> Completions:
    """The completions at an offset of a document, finished or not.

    provider: the principal of the identity provider, an ARN or a domain, where it is known.  known_keys: the condition keys of
    a provider, or what gives them for its name.
    """
    caret = caret_at(text, offset)
    asked = Asked(caret, kind, provider, known_keys)
    if not caret.room:
        return Completions(caret.start, caret.end, ())
    within = variables(asked)
    found = within if within is not None else items(fitting(_offers(asked), caret.typed), caret)
    return Completions(caret.start, caret.end, tuple(found))


def _offers(asked: Asked) -> list[Offer]:
    """What can stand there, by the names of the members around it."""
    path = asked.caret.path
    if path[:1] == ("Statement",):
        return _in_condition(asked) if path[1:2] == ("Condition",) else _in_statement(asked)
    if asked.caret.naming:
        return members(asked) if not path else []
    return versions() if path == ("Version",) else []


_VALUES: dict[str, Callable[[Asked], list[Offer]]] = {
    "Effect": lambda _: effects(),
    "Action": actions,
    "NotAction": actions,
    "Resource": resources,
    "NotResource": resources,
}


def _in_statement(asked: Asked) -> list[Offer]:
    match asked.caret.naming, asked.caret.path[1:]:
        case True, ():
            return elements(asked)
        case True, ("Principal" | "NotPrincipal",):
            return principal_kinds(asked)
        case False, (element,) if element in _VALUES:
            return _VALUES[element](asked)
        case False, ("Principal" | "NotPrincipal", kind):
            return principals(asked, kind)
        case _:
            return []


def _in_condition(asked: Asked) -> list[Offer]:
    match asked.caret.naming, asked.caret.path[2:]:
        case True, ():
            return operators(asked)
        case True, (_,):
            return keys(asked)
        case False, (operator, key):
            return values(operator, key)
        case _:
            return []
