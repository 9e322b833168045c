"""A statement that does not speak of the resource: put its case right, or add the resource; an object's ARN beside a bucket's."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.catalogue.actions import covered, resource_types
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.changes.cautions import LEFT_OUT, actions_of, of_actions, of_own, own_form
from playground.iam.repair.correction import corrections
from playground.iam.repair.part import Part
from playground.iam.request import ALL_BUCKETS
from playground.iam.resources import Resources

_CASE = "write `{}` instead of `{}`, which differs in case only"


def resource(part: Part) -> Iterator[Change]:
    """The changes of Resource; of NotResource when it lists the resource itself."""
    element = part.element
    if not isinstance(element, Resources):
        return
    asked = part.request.resource
    exact = asked if asked == "*" or ALL_BUCKETS.fullmatch(asked) else part.literal(asked, wildcards=True)
    if exact is None:
        return
    if element.negated:
        yield from _listed(part, exact)
        return
    yield from _put_right(part, asked)
    if not asked.endswith("*") or len(actions_of(part)) == 1:  # beside other actions it would be all there is for them too
        own = own_form(part, asked)
        made = own or exact
        words = Words("add `{}` to the resources of `{}`", (made, part.statement.label))
        more, cautions = of_actions(part, made)
        yield part.added(made, words, *(() if own else of_own(part)), *cautions, more=more)
    yield from _instead(part, exact)
    yield from _objects(part, asked)


def _put_right(part: Part, asked: str) -> Iterator[Change]:
    for text, pointer in part.nearest(asked):
        for right in corrections(text, asked, part.request.context, variables=part.document.variables):
            yield part.replaced(pointer, right, Words(_CASE, (right, text)), More.SAME)


def _instead(part: Part, exact: str) -> Iterator[Change]:
    """A bucket in the place of its objects, where every action of the statement is one on buckets, and the other way round."""
    if len(part.entries) != 1 or not exact.startswith("arn:aws:s3:::"):
        return
    text, pointer = part.entries[0]
    bucket = exact.partition("/")[0]
    if text == exact or text.partition("/")[0] != bucket or ("/" in text) == ("/" in exact):
        return
    wanted = "object" if "/" in exact else "bucket"
    named = [f"{text.partition(':')[0]}:{name}" for text in actions_of(part) for name in covered(text)]
    types = [resource_types(action) for action in named]
    if types and all(wanted in one for one in types):
        says = "write `{}` instead of `{}`: `{}` applies to objects"
        says = says if wanted == "object" else "write `{}` instead of `{}`: `{}` applies to the bucket itself"
        yield part.replaced(pointer, exact, Words(says, (exact, text, part.request.action)), More.SAME)


def _objects(part: Part, asked: str) -> Iterator[Change]:
    """All objects of a bucket, where the statement names the bucket and its action is one on objects."""
    bucket, slash, _ = asked.partition("/")
    if slash and any(text == bucket for text, _ in part.entries):
        words = Words("add `{}/*` to the resources of `{}`", (bucket, part.statement.label))
        caution = Words("every object of `{}` is let in, not this one alone", (bucket,))
        more, cautions = of_actions(part, f"{bucket}/*")
        yield part.added(f"{bucket}/*", words, caution, *cautions, more=max(More.PATTERN, more))


def _listed(part: Part, exact: str) -> Iterator[Change]:
    out = [pointer for text, pointer in part.entries if text == exact]
    if out and len(out) < len(part.entries):
        words = Words("take `{}` off the `NotResource` of `{}`", (exact, part.statement.label))
        caution = Words(LEFT_OUT, (exact,))
        yield part.deleted(out, words, More.ONE, caution)
