"""PutObject.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"""

from __future__ import annotations

import base64
import hashlib
import re

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.acl import acl_headers, check_acl
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import existing_tags, object_arn
from playground.sandbox.s3.payload import LARGEST, read_payload
from playground.sandbox.stores import QuotaExceeded, StoredObject

LONGEST_KEY = 1024
METADATA = "x-amz-meta-"
KEPT = (
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
)
# Request headers that become condition keys of the same names (service authorization reference for S3).
CONDITION_HEADERS = ("x-amz-storage-class", "x-amz-server-side-encryption")
MOST_METADATA = 2048  # bytes of names and values together


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject on the object, and s3:PutObjectAcl when the request asks for an access control list."""
    given, acl = call.request.headers, acl_headers(call.request)
    context = {f"s3:{name}": given[name] for name in CONDITION_HEADERS if name in given} | existing_tags(call)
    context |= {f"s3:{name}": value for name, value in acl.items()}
    actions = ("s3:PutObject", "s3:PutObjectAcl") if acl else ("s3:PutObject",)
    return tuple(Asked(action, object_arn(call), context) for action in actions)


def perform(call: Call) -> HttpResponse:
    """Keeps the body and what was said of it; answers the ETag, which is the MD5 of the bytes."""
    assert call.bucket is not None
    check_acl(call.request)
    body, checksums = read_payload(call)
    _check_size(call, body)
    etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
    _check_md5(call, etag)
    headers = {name: _storable(value) for name, value in described(call).items()}
    stored = StoredObject(call.key, len(body), etag, call.now, headers | checksums)
    try:
        call.stores.buckets.put(call.bucket, stored, body)
    except QuotaExceeded as error:
        raise AwsError("ServiceQuotaExceeded", f"{error}", 400, confirmed=False) from error
    kind = (("x-amz-checksum-type", "FULL_OBJECT"),) if checksums else ()
    return empty(call, 200, ("ETag", f'"{etag}"'), *checksums.items(), *kind)


def described(call: Call) -> dict[str, str]:
    """The headers that come back with the object: its type, how to cache it, the user's own metadata."""
    given = call.request.headers
    kept = {"Content-Type": given.get("content-type") or "binary/octet-stream"}
    kept |= {name.title(): given[name] for name in KEPT if given.get(name)}
    encoding = ",".join(part for part in given.get("content-encoding", "").split(",") if part.strip() != "aws-chunked")
    if encoding:
        kept["Content-Encoding"] = encoding.strip()
    else:
        kept.pop("Content-Encoding", None)
    return kept | {name: value for name, value in given.items() if name.startswith(METADATA)}


def _storable(value: str) -> str:
    """A header's value as UTF-8; bytes that are none come back as the replacement character."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _check_size(call: Call, body: bytes) -> None:
    if len(body) > LARGEST:
        extra = (("ProposedSize", str(len(body))), ("MaxSizeAllowed", str(LARGEST)))
        raise AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, extra)
    if len(call.key.encode()) > LONGEST_KEY:
        extra = (("Size", str(len(call.key.encode()))), ("MaxSizeAllowed", str(LONGEST_KEY)))
        raise AwsError("KeyTooLongError", "Your key is too long", 400, extra)
    metadata = [
        (name.removeprefix(METADATA), value) for name, value in call.request.headers.items() if name.startswith(METADATA)
    ]
    size = sum(len(name.encode()) + len(value.encode("utf-8", "surrogateescape")) for name, value in metadata)
    if size > MOST_METADATA:
        extra = (("Size", str(size)), ("MaxSizeAllowed", str(MOST_METADATA)))
        raise AwsError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400, extra)


def _check_md5(call: Call, etag: str) -> None:
    given = call.request.headers.get("content-md5")
    if given is None:
        return
    actual = base64.b64encode(bytes.fromhex(etag)).decode()
    if not _MD5.fullmatch(given):
        raise AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, (("Content-MD5", given),))
    if given != actual:
        extra = (("ExpectedDigest", given), ("CalculatedDigest", actual))
        raise AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400, extra)


_MD5 = re.compile(r"[A-Za-z0-9+/]{22}==")


OPERATION = Operation("PutObject", "s3", perform, asks, method="PUT", level="object")
