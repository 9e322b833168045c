"""PutObject: an object, whole, new or over the one that was there.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.acl import check_acl
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import writing
from playground.sandbox.s3.body.checksum import kept
from playground.sandbox.s3.body.payload import read_payload
from playground.sandbox.s3.customer_keys import check_blocked
from playground.sandbox.s3.keeping import kept_or_refused
from playground.sandbox.s3.objects.conditional_writes import write_guard
from playground.sandbox.s3.objects.metadata import ENCRYPTED, check_key, described
from playground.sandbox.s3.objects.tagging import header_tags
from playground.sandbox.stores import StoredObject


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObject, and what its headers ask for besides."""
    return writing(call, creates=True)


def perform(call: Call) -> HttpResponse:
    """Keeps the body and what was said of it; answers the entity tag, which is the MD5 of the bytes, and the checksum."""
    assert call.bucket is not None
    check_acl(call.request)
    check_blocked(call)
    check_key(call.key)
    guard = write_guard(call)
    payload = read_payload(call)
    checksums = kept(payload.body, payload.checksums)
    headers = described(call.request) | checksums
    tags = header_tags(call.request)
    stored = StoredObject(call.key, len(payload.body), payload.md5, call.now, headers, tags)
    with kept_or_refused(call):
        call.stores.buckets.put(call.bucket, stored, payload.body, guard)
    return empty(call, 200, ENCRYPTED, ("ETag", f'"{stored.etag}"'), *checksums.items())


OPERATION = Operation("PutObject", "s3", perform, asks, method="PUT", level="object")
