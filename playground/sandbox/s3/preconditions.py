"""Conditional reading: `If-Match` and its kin, in the order of RFC 9110, section 13.2.2.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.sandbox.errors import AwsError
from playground.sandbox.stores import StoredObject
from playground.sigv4.instant import read_http_date


def unmodified(given: Mapping[str, str], stored: StoredObject) -> bool:
    """Whether the client has the object already, so that the answer is 304. Raises PreconditionFailed."""
    if "if-match" in given:
        _hold("If-Match", _names(given["if-match"], stored))
    elif (since := read_http_date(given.get("if-unmodified-since", ""))) is not None:
        _hold("If-Unmodified-Since", int(stored.modified) <= since)
    if "if-none-match" in given:
        return _names(given["if-none-match"], stored)
    since = read_http_date(given.get("if-modified-since", ""))
    return since is not None and int(stored.modified) <= since


def _names(tags: str, stored: StoredObject) -> bool:
    """Whether a list of entity tags has the object's; quotes are optional to S3."""
    return any(tag.strip().removeprefix("W/").strip('"') in ("*", stored.etag) for tag in tags.split(","))


def _hold(condition: str, holds: bool) -> None:
    if not holds:
        message = "At least one of the pre-conditions you specified did not hold"
        raise AwsError("PreconditionFailed", message, 412, (("Condition", condition),))
