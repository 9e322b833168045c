"""What GetObject and HeadObject share: the object or why not, its headers, the range of bytes that is wanted.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

import re
from email.utils import formatdate

from playground.sandbox.authorization import ask, refusal, shown
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.answer import Headers, identifiers
from playground.sandbox.stores import StoredObject

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def found(call: Call) -> StoredObject:
    """The object. When there is none: 404 for a caller who may list the bucket, 403 for one who may not."""
    if call.stored:
        return call.stored
    decision, request = ask(call, Asked("s3:ListBucket", f"arn:aws:s3:::{call.bucket_name}", {}))
    call.findings.append(shown(call, decision)._replace(name="Existence"))
    if decision.allowed:
        raise AwsError("NoSuchKey", "The specified key does not exist.", 404, (("Key", call.key),))
    raise refusal(call, request, decision)


def describe(call: Call, stored: StoredObject) -> Headers:
    """The headers that GetObject and HeadObject share."""
    checksums = call.request.headers.get("x-amz-checksum-mode", "").upper() == "ENABLED" and "range" not in call.request.headers
    kept = tuple((name, value) for name, value in stored.headers.items() if checksums or not name.startswith("x-amz-checksum-"))
    return (
        *identifiers(call),
        ("Last-Modified", formatdate(int(stored.modified), usegmt=True)),
        ("ETag", f'"{stored.etag}"'),
        ("Accept-Ranges", "bytes"),
        *kept,
    )


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
