"""A statement that denies: let one value through, or take the statement away. Both with a warning: a deny has its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.conditions.block import ALL, Condition
from playground.iam.editing.edit import EditKind
from playground.iam.elements import Actions, Principals
from playground.iam.principals import unlisted
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import DENY_DELETED, DENY_NARROWED
from playground.iam.repair.changes.condition_operator import moved
from playground.iam.repair.changes.principal import named, on_a_longer_list
from playground.iam.repair.changes.statement import statement_for
from playground.iam.repair.part import Document, Part, parts_of
from playground.iam.request import Request
from playground.iam.resources import Resources
from playground.iam.statement import Statement


def deny(statement: Statement, document: Document, request: Request) -> Iterator[Change]:
    """The changes after which a statement that denies says nothing."""
    caution = Words(DENY_NARROWED, (statement.label,))
    for part in parts_of(statement, document, request, None):
        for kind in (_condition, _vacuous, _action, _resource, _principal):
            for change in kind(part):
                yield change._replace(cautions=(*change.cautions, caution))
    cautions = (Words(DENY_DELETED, (statement.label,)),)
    if len(document.policy.statements) == 1:
        yield from _instead(statement, document, request, cautions)
        return
    words = Words("delete `{}`, which denies it", (statement.label,))
    edit = document.edit(EditKind.DELETE, statement.pointer)
    yield Change((edit,), words, More.UNDENIED, cautions)


def _instead(one: Statement, document: Document, request: Request, cautions: tuple[Words, ...]) -> Iterator[Change]:
    """A policy must say something: where it only denies, a statement that allows takes the place of that one."""
    made = statement_for(request, document.group, document.variables)
    if made is not None:
        words = Words("let a statement that allows `{}` take the place of `{}`, which denies it", (request.action, one.label))
        yield Change((document.edit(EditKind.REPLACE, one.pointer, made),), words, More.UNDENIED, cautions)


def _condition(part: Part) -> Iterator[Change]:
    """`StringNotEquals` and its kin deny all but the listed; the others deny the listed."""
    condition = part.element
    if not isinstance(condition, Condition) or condition.kind.name in ("Bool", "Null"):
        return
    got = part.request.context.get(condition.lower_key, ())
    if condition.kind.negated:
        if len(got) == 1 and (exact := part.literal(got[0], wildcards="Equals" not in condition.kind.name)) is not None:
            words = Words("let `{}` spare `{}` as well", (part.statement.label, exact))
            yield part.added(exact, words)
        return
    yield from _off(part, [str(value) for value in got], condition.key)


def _vacuous(part: Part) -> Iterator[Change]:
    """`ForAllValues` holds where the key is absent, so that a deny with it hits whoever does not have the key."""
    condition = part.element
    if isinstance(condition, Condition) and condition.set_prefix == ALL and not condition.kind.negated:
        edits = moved(part.document, condition, condition.operator.removeprefix(f"{ALL}:"))
        if edits and not part.request.context.get(condition.lower_key):
            says = "write `{}` without `ForAllValues`, which also holds where there is no `{}`"
            yield Change(edits, Words(says, (condition.kind.name, condition.key)), More.ABSENT)


def _action(part: Part) -> Iterator[Change]:
    if isinstance(part.element, Actions):
        asked = part.request.action
        if part.element.negated:
            yield part.added(asked, Words("let `{}` spare `{}` as well", (part.statement.label, asked)))
        else:
            yield from _off(part, [asked.lower()], "Action", fold=True)


def _resource(part: Part) -> Iterator[Change]:
    if isinstance(part.element, Resources):
        asked = part.request.resource
        exact = part.literal(asked, wildcards=True)
        if part.element.negated and exact is not None and asked != "*":
            yield part.added(exact, Words("let `{}` spare `{}` as well", (part.statement.label, exact)))
        elif not part.element.negated:
            yield from _off(part, [asked], "Resource")


def _off(part: Part, values: list[str], name: str, *, fold: bool = False) -> Iterator[Change]:
    """Values taken off a list on which others remain."""
    out = [(text, pointer) for text, pointer in part.entries if (str(text).lower() if fold else str(text)) in values]
    if out and len(out) < len(part.entries):
        words = Words("take `{}` off what `{}` denies under `{}`", (out[0][0], part.statement.label, name))
        yield part.deleted([pointer for _, pointer in out], words, More.ONE)


def _principal(part: Part) -> Iterator[Change]:
    element = part.element
    if not isinstance(element, Principals):
        return
    kind, name = named(part)
    label = part.statement.label
    names = unlisted(element.entries, part.request.principal) if element.negated and name else ()
    if names:
        there = any(entry.kind == kind for entry in element.entries)
        edits = [part.document.edit(EditKind.ADD, f"{element.pointer}/{kind}/-", one) for one in names]
        if not there:
            edits = [part.document.edit(EditKind.ADD, f"{element.pointer}/{kind}", list(names) if names[1:] else name)]
        yield Change(tuple(edits), Words("let `{}` spare `{}` as well", (label, ", ".join(names))), More.ONE)
    elif not element.negated and (out := on_a_longer_list(part, element)):
        yield part.deleted(out, Words("take `{}` off what `{}` denies", (part.request.principal.name, label)), More.ONE)
