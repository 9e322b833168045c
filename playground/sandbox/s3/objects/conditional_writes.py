"""Writing and deleting only what is as expected: `If-Match` and `If-None-Match`, looked at in the moment of writing.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.arguments import header_not_implemented
from playground.sandbox.s3.objects.existence import no_such_key
from playground.sandbox.s3.objects.preconditions import failed, names
from playground.sandbox.stores import Guard, StoredObject, no_guard


def write_guard(call: Call) -> Guard:
    """What a write must find: nothing (If-None-Match: *), or an object with this entity tag. Raises NotImplemented, as S3 does."""
    given = call.request.headers
    match, none_match = given.get("if-match"), given.get("if-none-match")
    if match is not None and none_match is not None:
        raise _not_accepted("If-Match,If-None-Match", "Multiple conditional request headers present in the request")
    if none_match not in (None, "*"):
        raise _not_accepted("If-None-Match", "We don't accept the provided value of If-None-Match header for this API")
    if match == "*":
        raise _not_accepted("If-Match", "We don't accept the provided value of If-Match header for this API")
    if none_match:
        return _nothing
    return no_guard if match is None else matching(call.key, match)


def delete_guard(call: Call) -> Guard:
    """What a deletion must find: an object (If-Match: *), or one with this entity tag."""
    match = call.request.headers.get("if-match")
    return no_guard if match is None else matching(call.key, match)


def matching(key: str, tags: str) -> Guard:
    """Wants an object whose entity tag is listed."""

    def guard(current: StoredObject | None) -> None:
        if current is None:
            raise no_such_key(key)
        if not names(tags, current):
            raise failed("If-Match")

    return guard


def _nothing(current: StoredObject | None) -> None:
    if current is not None:
        raise failed("If-None-Match")


def _not_accepted(header: str, why: str) -> AwsError:
    return header_not_implemented(header, ("additionalMessage", why))
