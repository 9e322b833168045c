"""Conditional reading and copying: `If-Match` and its kin, in the order of RFC 9110, section 13.2.2.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.sandbox.errors import AwsError
from playground.sandbox.stores import StoredObject
from playground.sigv4.instant import read_http_date

_OF_SOURCE = "x-amz-copy-source-"


def unmodified(given: Mapping[str, str], stored: StoredObject) -> bool:
    """Whether the client has the object already, so that the answer is 304. Raises PreconditionFailed."""
    if given.get("if-match"):
        _hold("If-Match", names(given["if-match"], stored))
    elif (since := read_http_date(given.get("if-unmodified-since", ""))) is not None:
        _hold("If-Unmodified-Since", int(stored.modified) <= since)
    if given.get("if-none-match"):
        return names(given["if-none-match"], stored)
    since = read_http_date(given.get("if-modified-since", ""))
    return since is not None and int(stored.modified) <= since


def range_counts(given: Mapping[str, str], stored: StoredObject) -> bool:
    """Whether the object is still the one of which `If-Range` wants a part; else the whole of it is meant (RFC 9110, 13.1.5)."""
    condition = given.get("if-range")
    if not condition or condition.strip() == f'"{stored.etag}"':
        return True
    return read_http_date(condition) == int(stored.modified)


def source_unchanged(given: Mapping[str, str], stored: StoredObject, now: float) -> None:
    """The same four for the source of a copy; here each that fails is an error. Raises PreconditionFailed."""
    asked = {name.removeprefix(_OF_SOURCE): value for name, value in given.items() if name.startswith(_OF_SOURCE)}
    if "if-match" in asked:
        _hold(f"{_OF_SOURCE}If-Match", names(asked["if-match"], stored))
    elif (since := read_http_date(asked.get("if-unmodified-since", ""))) is not None:
        _hold(f"{_OF_SOURCE}If-Unmodified-Since", int(stored.modified) <= since)
    if "if-none-match" in asked:
        _hold(f"{_OF_SOURCE}If-None-Match", not names(asked["if-none-match"], stored))
    elif (since := read_http_date(asked.get("if-modified-since", ""))) is not None and since <= now:
        _hold(f"{_OF_SOURCE}If-Modified-Since", int(stored.modified) > since)


def names(tags: str, stored: StoredObject) -> bool:
    """Whether a list of entity tags has the object's; quotes are optional to S3."""
    return any(tag.strip().removeprefix("W/").strip('"') in ("*", stored.etag) for tag in tags.split(","))


def failed(condition: str) -> AwsError:
    """PreconditionFailed, 412."""
    message = "At least one of the pre-conditions you specified did not hold"
    return AwsError("PreconditionFailed", message, 412, (("Condition", condition),))


def _hold(condition: str, holds: bool) -> None:
    if not holds:
        raise failed(condition)
