"""ListObjectsV2.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from urllib.parse import quote

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.request_context import iso
from playground.sandbox.s3.answer import NAMESPACE, identifiers
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.listing import Page, list_page
from playground.sandbox.xml import Node, elements, text

MOST = 1000


def perform(call: Call) -> HttpResponse:
    """One page of keys; with a delimiter, common prefixes stand for what lies behind it."""
    given = call.request.parameters
    start = _token(given["continuation-token"]) if "continuation-token" in given else given.get("start-after", "").encode()
    wanted = max_keys(given.get("max-keys"))
    prefix, delimiter = given.get("prefix", ""), given.get("delimiter", "")
    page = list_page(call.stores.buckets, call.bucket_name, prefix, delimiter, start, min(wanted, MOST))
    return _write(call, page, wanted)


def max_keys(text_: str | None) -> int:
    """The parameter as a number. Raises AwsError for anything else."""
    if text_ is None or text_ == "":
        return MOST
    if not text_.isascii() or not text_.isdigit() or int(text_) > 2**31 - 1:
        extra = (("ArgumentName", "max-keys"), ("ArgumentValue", text_))
        raise AwsError("InvalidArgument", "Argument max-keys must be an integer between 0 and 2147483647", 400, extra)
    return int(text_)


def _token(given: str) -> bytes:
    try:
        return base64.b64decode(given, validate=True)
    except binascii.Error as error:
        extra = (("ArgumentName", "continuation-token"),)
        raise AwsError("InvalidArgument", "The continuation token provided is incorrect", 400, extra) from error


def writer(encoding: str) -> Callable[[str], str]:
    """How keys are written: as they are, or percent-encoded when `encoding-type=url` asks for it."""
    if encoding not in ("", "url"):
        extra = (("ArgumentName", "encoding-type"), ("ArgumentValue", encoding))
        raise AwsError("InvalidArgument", "Invalid Encoding Method specified in Request", 400, extra)
    return _quoted if encoding else str


def _quoted(value: str) -> str:
    return quote(value, safe="/-_.*")


def _write(call: Call, page: Page, wanted: int) -> HttpResponse:
    given = call.request.parameters
    write = writer(given.get("encoding-type", ""))
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
    contents = "".join(
        f"<Contents><Key>{text(write(one.key))}</Key><LastModified>{iso(one.modified)[:-1]}.000Z</LastModified>"
        f"<ETag>&quot;{one.etag}&quot;</ETag><Size>{one.size}</Size><StorageClass>STANDARD</StorageClass></Contents>"
        for one in page.objects
    )
    common = elements(("CommonPrefixes", [("Prefix", write(prefix))]) for prefix in page.prefixes)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="{NAMESPACE}">'
    body = f"{start}{elements(head)}{contents}{common}</ListBucketResult>"
    return HttpResponse(200, (*identifiers(call), ("Content-Type", "application/xml")), body.encode())


OPERATION = Operation("ListObjectsV2", "s3", perform, listing, method="GET", level="bucket", subresource="list-type=2")
