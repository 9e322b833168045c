"""What GetObject and HeadObject share: the headers of an object, and which of its bytes are wanted.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from playground.sandbox.authorization import ask, shown
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.answer import Headers, identifiers
from playground.sandbox.s3.arguments import integer, invalid_argument
from playground.sandbox.s3.asking import object_arn, tag_keys
from playground.sandbox.s3.objects.metadata import CHECKSUM, ENCRYPTED, without_checksums
from playground.sandbox.s3.objects.preconditions import range_counts, unmodified
from playground.sandbox.stores import StoredObject
from playground.sigv4.instant import http_date

_RANGE = re.compile(r"bytes=(\d{0,20})-(\d{0,20})", re.ASCII)
OVERRIDES = {
    "response-cache-control": "Cache-Control",
    "response-content-disposition": "Content-Disposition",
    "response-content-encoding": "Content-Encoding",
    "response-content-language": "Content-Language",
    "response-content-type": "Content-Type",
    "response-expires": "Expires",
}
_FIELD_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")  # RFC 9110, 5.5, its ASCII part


class Span(NamedTuple):
    """The bytes that are wanted. headers: what is said of them besides."""

    first: int
    last: int
    headers: Headers = ()


def wanted(call: Call, stored: StoredObject) -> tuple[int, Headers, slice]:
    """Status, headers and the bytes of the answer. Raises InvalidRange or InvalidPartNumber."""
    span = _span(call, stored)
    if span is None:
        return 200, (*describe(call, stored), ("Content-Length", str(stored.size))), slice(None)
    length = span.last - span.first + 1
    part = (("Content-Range", f"bytes {span.first}-{span.last}/{stored.size}"), ("Content-Length", str(length)))
    return 206, (*describe(call, stored, span), *part), slice(span.first, span.last + 1)


def describe(call: Call, stored: StoredObject, span: Span | None = None) -> Headers:
    """The headers that GetObject and HeadObject share."""
    kept = dict(stored.headers)
    whole = span is None or (span.last - span.first + 1 == stored.size and not span.headers)  # seen: all of it as a range
    mode = call.request.given.get(f"{CHECKSUM}mode")
    if mode is not None and mode.upper() != "ENABLED":
        raise AwsError("InvalidRequest", f"Value for {CHECKSUM}mode header is invalid.")
    if not whole or mode is None:
        kept = without_checksums(kept)
    return (
        *identifiers(call),
        ("Last-Modified", http_date(int(stored.modified))),
        ("ETag", f'"{stored.etag}"'),
        *_tag_count(call, stored),
        ENCRYPTED,
        ("Accept-Ranges", "bytes"),
        *(kept | _overrides(call)).items(),
        *(span.headers if span else ()),
    )


def not_modified(call: Call, stored: StoredObject) -> HttpResponse | None:
    """304, for a client that has the object already. Raises PreconditionFailed."""
    if not unmodified(call.request.headers, stored):
        return None
    return HttpResponse(304, describe(call, stored)[:4])


def _tag_count(call: Call, stored: StoredObject) -> Headers:
    """How many tags there are, for who may read them; that is a decision of its own."""
    if not stored.tags:
        return ()
    arn = object_arn(call.bucket_name, call.key)
    ruling = ask(call, Asked("s3:GetObjectTagging", arn, tag_keys("s3:ExistingObjectTag", stored)))
    call.findings.append(shown(call, ruling)._replace(name="Tag count"))
    return (("x-amz-tagging-count", str(len(stored.tags))),) if ruling.decision.allowed else ()


def _overrides(call: Call) -> dict[str, str]:
    """The headers that `response-content-type` and its kin ask for. Raises InvalidArgument for what no header can hold."""
    asked = {name: value for name, value in call.request.parameters.items() if name in OVERRIDES}
    for name, value in asked.items():
        if not _FIELD_VALUE.fullmatch(value):
            raise invalid_argument("Header value cannot be represented using ISO-8859-1.", name, value)
    return {OVERRIDES[name]: value for name, value in asked.items()}


def _span(call: Call, stored: StoredObject) -> Span | None:
    header, number = call.request.headers.get("range"), call.request.parameters.get("partNumber")
    if header is not None and number is not None:
        raise AwsError("InvalidRequest", "Cannot specify both Range header and partNumber query parameter")
    if number is not None:
        return _part(number, stored)
    found = byte_range(header, stored.size) if header and range_counts(call.request.headers, stored) else None
    return Span(*found) if found else None


def _part(number: str, stored: StoredObject) -> Span | None:
    """A part of an object that came in parts; one that came in one piece is a single part."""
    words = "Part number must be an integer between 1 and 10000, inclusive"
    at = integer(number, "partNumber", 1, 10_000, words) - 1
    sizes = [part.size for part in stored.parts] or [stored.size]
    if at >= len(sizes):
        extra = (("PartNumberRequested", str(at + 1)), ("ActualPartCount", str(len(sizes))))
        raise AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", 416, extra)
    if not sizes[at]:
        return None
    first = sum(sizes[:at])
    told = tuple(stored.parts[at].checksums.items()) if stored.parts else ()
    count = (("x-amz-mp-parts-count", str(len(sizes))),) if stored.parts else ()
    return Span(first, first + sizes[at] - 1, (*told, *count))


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; None when there is none, or one that is not understood (RFC 9110, 14.2)."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    start, end = match.groups()
    if not start:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
        if end and int(end) < first:
            return None
    if first >= size or (not start and not int(end)):
        extra = (("RangeRequested", header), ("ActualObjectSize", str(size)))
        raise AwsError("InvalidRange", "The requested range is not satisfiable", 416, extra)
    return first, last
