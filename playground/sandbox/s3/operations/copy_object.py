"""CopyObject: reading one object and writing another, each decided by itself.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
"""

from __future__ import annotations

import hashlib

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.acl import check_acl
from playground.sandbox.s3.answer import answer, iso_millis
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.asking import object_arn, request_tag_keys, tag_keys, writing
from playground.sandbox.s3.body.checksum import algorithm_of, kept, nodes, read_algorithm
from playground.sandbox.s3.customer_keys import check_blocked
from playground.sandbox.s3.keeping import kept_or_refused
from playground.sandbox.s3.objects.conditional_writes import write_guard
from playground.sandbox.s3.objects.copy_source import asks_to_read, illegal, read_source
from playground.sandbox.s3.objects.metadata import ENCRYPTED, check_key, checksums_of, described, without_checksums
from playground.sandbox.s3.objects.tagging import header_tags
from playground.sandbox.stores import StoredObject

_COPY, _REPLACE = "COPY", "REPLACE"
# What makes a copy of an object to itself something else than itself.
_CHANGES = ("x-amz-storage-class", "x-amz-server-side-encryption")


def asks(call: Call) -> tuple[Asked, ...]:
    """Reading the source, its tags too if they are to be copied; then what PutObject asks for, with those tags."""
    assert call.source is not None
    reading, stored, source = asks_to_read(call), call.source.stored, call.source
    if not stored or not stored.tags or _directive(call, "tagging") == _REPLACE:
        return (*reading, *writing(call, creates=True))
    read_tags = "s3:GetObjectVersionTagging" if source.version else "s3:GetObjectTagging"
    context = tag_keys("s3:ExistingObjectTag", stored) | ({"s3:VersionId": source.version} if source.version else {})
    asked = Asked(read_tags, object_arn(source.bucket.name, source.key), context, source.bucket)
    keys = request_tag_keys(stored.tags)
    written = [
        one._replace(context=one.context | keys) if one.action == "s3:PutObject" else one for one in writing(call, creates=True)
    ]
    tagging = Asked("s3:PutObjectTagging", object_arn(call.bucket_name, call.key), written[0].context)
    return (*reading, asked, *written, tagging)


def perform(call: Call) -> HttpResponse:
    """Keeps the copy: with what was said of the source, or with what the request says."""
    assert call.bucket is not None and call.source is not None
    check_acl(call.request)
    check_blocked(call)
    check_key(call.key)
    guard = write_guard(call)
    metadata, tagging = _directive(call, "metadata"), _directive(call, "tagging")
    source, body = read_source(call)
    itself = (call.source.bucket.name, call.source.key) == (call.bucket_name, call.key)
    if itself and metadata == _COPY and not any(name in call.request.given for name in _CHANGES):
        raise illegal()
    checksums = _checksums(call, source, body)
    said = described(call.request) if metadata == _REPLACE else without_checksums(source.headers)
    tags = header_tags(call.request) if tagging == _REPLACE else source.tags
    etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
    stored = StoredObject(call.key, len(body), etag, call.now, said | checksums, tags)
    with kept_or_refused(call):
        call.stores.buckets.put(call.bucket, stored, body, guard)
    result: list[Node] = [("LastModified", iso_millis(call.now)), ("ETag", f'"{etag}"'), *nodes(checksums)]
    told = answer(call, "CopyObjectResult", result)
    return HttpResponse(told.status, (*told.headers, ENCRYPTED), told.body)


def _directive(call: Call, name: str) -> str:
    """COPY, or REPLACE. Raises InvalidArgument."""
    header = f"x-amz-{name}-directive"
    value = call.request.given.get(header) or _COPY
    if value not in (_COPY, _REPLACE):
        raise invalid_argument(f"Unknown {name} directive.", header, value)
    return value


def _checksums(call: Call, source: StoredObject, body: bytes) -> dict[str, str]:
    """The source's, if it is of the whole object and no other algorithm is asked for; else computed anew."""
    asked = read_algorithm(call.request.given.get("x-amz-checksum-algorithm"))
    own = checksums_of(source.headers)
    if not source.parts and own and asked in ("", algorithm_of(own)):
        return own
    return kept(body, {}, asked or algorithm_of(own))


OPERATION = Operation("CopyObject", "s3", perform, asks, method="PUT", level="object", copies=True)
