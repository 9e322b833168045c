"""What GetObject and HeadObject share: the object or why not, its headers, the range of bytes that is wanted.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

import re
from email.utils import formatdate

from playground.sandbox.authorization import ask, refusal, shown
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.answer import Headers, identifiers
from playground.sandbox.s3.preconditions import unmodified
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
    kept = {name: value for name, value in stored.headers.items() if checksums or not name.startswith("x-amz-checksum-")}
    if any(name.startswith("x-amz-checksum-") for name in kept):
        kept["x-amz-checksum-type"] = "FULL_OBJECT"
    return (
        *identifiers(call),
        ("Last-Modified", formatdate(int(stored.modified), usegmt=True)),
        ("ETag", f'"{stored.etag}"'),
        ("Accept-Ranges", "bytes"),
        *(kept | _overrides(call)).items(),
    )


def not_modified(call: Call, stored: StoredObject) -> HttpResponse | None:
    """304, for a client that has the object already. Raises PreconditionFailed."""
    if not unmodified(call.request.headers, stored):
        return None
    return HttpResponse(304, describe(call, stored)[:4])


def _overrides(call: Call) -> dict[str, str]:
    """The headers that `response-content-type` and its kin ask for. Raises InvalidArgument for what no header can hold."""
    asked = {name: value for name, value in call.request.parameters.items() if name in OVERRIDES}
    for name, value in asked.items():
        if not _FIELD_VALUE.fullmatch(value):
            extra = (("ArgumentName", name), ("ArgumentValue", value))
            raise AwsError("InvalidArgument", "Header value cannot be represented using ISO-8859-1.", 400, extra)
    return {OVERRIDES[name]: value for name, value in asked.items()}


OVERRIDES = {
    "response-cache-control": "Cache-Control",
    "response-content-disposition": "Content-Disposition",
    "response-content-encoding": "Content-Encoding",
    "response-content-language": "Content-Language",
    "response-content-type": "Content-Type",
    "response-expires": "Expires",
}
_FIELD_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")  # RFC 9110, 5.5, its ASCII part


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
