"""PutObjectTagging: the tags of an object, replaced as a whole.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.asking import on_object, request_tag_keys
from playground.sandbox.s3.body.document import check_children, malformed, read_document
from playground.sandbox.s3.objects.existence import found, no_such_key
from playground.sandbox.s3.objects.tagging import checked


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:PutObjectTagging, with the tags that are there and those that come."""
    call.parameters["Tags"] = _read(call)
    (asked,) = on_object("s3:PutObjectTagging", "s3:PutObjectVersionTagging")(call)
    return (asked._replace(context=asked.context | request_tag_keys(call.parameters["Tags"])),)


def _read(call: Call) -> dict[str, str]:
    document = read_document(call, "Tagging")
    check_children(document, once="TagSet")
    if not document.children:
        raise malformed()
    pairs = []
    check_children(document.children[0], often="Tag")
    for tag in document.children[0].children:
        check_children(tag, once="Key Value")
        key, value = tag.first("Key"), tag.first("Value")
        if key is None or value is None:
            raise malformed()
        pairs.append((key, value))
    return checked(pairs)


def perform(call: Call) -> HttpResponse:
    """Replaces the tags of the object."""
    found(call)
    if not call.stores.buckets.tag(call.bucket_name, call.key, call.parameters["Tags"]):
        raise no_such_key(call.key)
    return empty(call, 200)


OPERATION = Operation(
    "PutObjectTagging", "s3", perform, asks, method="PUT", level="object", subresource="tagging", optional="versionId"
)
