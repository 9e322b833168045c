"""PutObject.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"""

from __future__ import annotations

import base64
import hashlib
import hmac

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import existing_tags, object_arn
from playground.sandbox.s3.payload import LARGEST, read_payload
from playground.sandbox.stores import QuotaExceeded, StoredObject

LONGEST_KEY = 1024
KEPT = (
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
)
# A request header that becomes a condition key of the same name (service authorization reference for S3).
CONDITION_HEADERS = (
    "x-amz-acl",
    "x-amz-storage-class",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "if-none-match",
)


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject on the object."""
    given = call.request.headers
    context = {f"s3:{name}": given[name] for name in CONDITION_HEADERS if name in given} | existing_tags(call)
    return (Asked("s3:PutObject", object_arn(call), context),)


def perform(call: Call) -> HttpResponse:
    """Keeps the body and what was said of it; answers the ETag, which is the MD5 of the bytes."""
    assert call.bucket is not None
    body, checksums = read_payload(call)
    _check_size(call, body)
    etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
    _check_md5(call, etag)
    stored = StoredObject(call.key, len(body), etag, call.now, described(call) | checksums)
    try:
        call.stores.buckets.put(call.bucket, stored, body)
    except QuotaExceeded as error:
        raise AwsError("ServiceQuotaExceeded", f"{error}", 400, confirmed=False) from error
    return empty(call, 200, ("ETag", f'"{etag}"'), *checksums.items())


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
    return kept | {name: value for name, value in given.items() if name.startswith("x-amz-meta-")}


def _check_size(call: Call, body: bytes) -> None:
    if len(body) > LARGEST:
        extra = (("ProposedSize", str(len(body))), ("MaxSizeAllowed", str(LARGEST)))
        raise AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, extra)
    if len(call.key.encode()) > LONGEST_KEY:
        extra = (("Size", str(len(call.key.encode()))), ("MaxSizeAllowed", str(LONGEST_KEY)))
        raise AwsError("KeyTooLongError", "Your key is too long", 400, extra)


def _check_md5(call: Call, etag: str) -> None:
    given = call.request.headers.get("content-md5")
    if given and not hmac.compare_digest(given, base64.b64encode(bytes.fromhex(etag)).decode()):
        raise AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.")


OPERATION = Operation("PutObject", "s3", perform, asks, method="PUT", level="object")
