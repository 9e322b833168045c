"""ListObjectsV2.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html"""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import quote

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import NAMESPACE, identifiers, iso_millis, owner
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.listing import Page, list_page
from playground.sandbox.xml import Node, element, elements, key_text

MOST = 1000


def perform(call: Call) -> HttpResponse:
    """One page of keys; with a delimiter, common prefixes stand for what lies behind it."""
    given = call.request.parameters
    start = _token(given["continuation-token"]) if "continuation-token" in given else given.get("start-after", "").encode()
    wanted = min(max_keys(given.get("max-keys")), MOST)
    prefix, delimiter = given.get("prefix", ""), given.get("delimiter", "")
    page = list_page(call.stores.buckets, call.bucket_name, prefix, delimiter, start, wanted)
    return _write(call, page, wanted)


def max_keys(text_: str | None) -> int:
    """The parameter as a number. Raises AwsError for anything else."""
    if text_ is None or text_ == "":
        return MOST
    if not text_.isascii() or not text_.isdigit() or len(text_) > 10 or int(text_) > 2**31 - 1:
        extra = (("ArgumentName", "max-keys"), ("ArgumentValue", text_))
        raise AwsError("InvalidArgument", "Argument max-keys must be an integer between 0 and 2147483647", 400, extra)
    return int(text_)


def _token(given: str) -> bytes:
    try:
        start = base64.b64decode(given, validate=True)
    except ValueError:
        start = b""
    if not start:
        extra = (("ArgumentName", "continuation-token"),)
        raise AwsError("InvalidArgument", "The continuation token provided is incorrect", 400, extra)
    return start


def writer(encoding: str) -> Callable[[str], str]:
    """How keys are written, ready for XML: as they are, or percent-encoded when `encoding-type=url` asks for it."""
    if encoding not in ("", "url"):
        extra = (("ArgumentName", "encoding-type"), ("ArgumentValue", encoding))
        raise AwsError("InvalidArgument", "Invalid Encoding Method specified in Request", 400, extra)
    return _quoted if encoding else key_text


def _quoted(value: str) -> str:
    return quote(value, safe="/-_.*")


def _write(call: Call, page: Page, wanted: int) -> HttpResponse:
    given = call.request.parameters
    key = writer(given.get("encoding-type", ""))
    write = _quoted if given.get("encoding-type") else str
    following = base64.b64encode(page.end).decode() if page.truncated else None
    head: list[Node] = [
        ("Name", call.bucket_name),
        ("Prefix", write(given.get("prefix", ""))),
        ("StartAfter", write(given["start-after"]) if "start-after" in given else None),
        ("ContinuationToken", given.get("continuation-token")),
        ("NextContinuationToken", following),
        ("KeyCount", page.count),
        ("MaxKeys", wanted),
        ("Delimiter", write(given["delimiter"]) if given.get("delimiter") else None),
        ("EncodingType", given.get("encoding-type")),
        ("IsTruncated", "true" if page.truncated else "false"),
    ]
    # Up to a thousand of these: written as text, not as nodes.
    whose = element("Owner", owner(call.bucket.account_id)) if call.bucket and given.get("fetch-owner") == "true" else ""
    contents = "".join(
        f"<Contents><Key>{key(one.key)}</Key><LastModified>{iso_millis(one.modified)}</LastModified><ETag>&quot;{one.etag}&quot;"
        f"</ETag><Size>{one.size}</Size>{whose}<StorageClass>STANDARD</StorageClass></Contents>"
        for one in page.objects
    )
    common = "".join(f"<CommonPrefixes><Prefix>{key(prefix)}</Prefix></CommonPrefixes>" for prefix in page.prefixes)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="{NAMESPACE}">'
    body = f"{start}{elements(head)}{contents}{common}</ListBucketResult>"
    return HttpResponse(200, (*identifiers(call), ("Content-Type", "application/xml")), body.encode())


OPERATION = Operation("ListObjectsV2", "s3", perform, listing, method="GET", level="bucket", subresource="list-type=2")
