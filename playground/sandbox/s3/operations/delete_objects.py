"""DeleteObjects: up to a thousand keys at once, each allowed or refused by itself.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
"""

from __future__ import annotations

from typing import NamedTuple

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer
from playground.sandbox.s3.asking import deleting
from playground.sandbox.s3.body.document import Element, check_children, malformed, read_document
from playground.sandbox.s3.body.payload import SDK_ALGORITHM, is_checksum, no_checksum
from playground.sandbox.s3.objects.conditional_writes import matching
from playground.sandbox.s3.objects.metadata import check_key
from playground.sandbox.s3.objects.version import NULL
from playground.sandbox.stores import no_guard

_MOST = 1000


class Named(NamedTuple):
    """An object to be deleted, as the request names it. version, match: None when it names none."""

    key: str
    version: str | None
    match: str | None


def asks(call: Call) -> tuple[Asked, ...]:
    """Per key what DeleteObject asks for. The places in what is asked are kept for `perform`."""
    call.parameters["Objects"], call.parameters["Quiet"] = _read(call)
    asked: list[Asked] = []
    for named in call.parameters["Objects"]:
        stored = call.stores.buckets.head(call.bucket_name, named.key) if named.match else None
        own = deleting(call.bucket_name, named.key, named.version, named.match, stored)
        call.parameters.setdefault("Places", []).append(range(len(asked), len(asked) + len(own)))
        asked += own
    return tuple(asked)


def _read(call: Call) -> tuple[list[Named], bool]:
    """Seen, as the order of it: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026."""
    given = call.request.headers
    if "content-md5" not in given and "x-amz-trailer" not in given and not any(map(is_checksum, given)):
        if given.get(SDK_ALGORITHM):
            raise no_checksum()
        raise AwsError("InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*")
    document = read_document(call, "Delete")
    check_children(document, once="Quiet", often="Object")
    found = [_named(one) for one in document.all("Object")]
    if not 0 < len(found) <= _MOST:
        raise malformed()
    if any(not named.key for named in found):
        raise AwsError("UserKeyMustBeSpecified", "User key must be specified.")
    return found, document.first("Quiet") == "true"


def _named(element: Element) -> Named:
    check_children(element, once="Key VersionId ETag")  # the conditions Size and LastModifiedTime are of directory buckets
    key = element.first("Key")
    if key is None:
        raise malformed()
    return Named(key, element.first("VersionId"), element.first("ETag"))


def perform(call: Call) -> HttpResponse:
    """Deletes what is allowed; tells of every key, or, when asked to be quiet, of those that are still there."""
    nodes: list[Node] = []
    for named, places in zip(call.parameters["Objects"], call.parameters["Places"], strict=True):
        try:
            _delete(call, named, next((call.refused[place] for place in places if place in call.refused), None))
        except AwsError as error:
            version: Node = ("VersionId", named.version)
            nodes.append(("Error", [("Key", named.key), version, ("Code", error.code), ("Message", error.message)]))
        else:
            if not call.parameters["Quiet"]:
                nodes.append(("Deleted", [("Key", named.key), ("VersionId", named.version)]))
    return answer(call, "DeleteResult", nodes)


def _delete(call: Call, named: Named, refused: AwsError | None) -> None:
    if refused:
        raise refused
    if named.version not in (None, NULL):
        raise AwsError("NoSuchVersion", "The specified version does not exist.", 404)
    check_key(named.key)
    guard = no_guard if named.match is None else matching(named.key, named.match)
    call.stores.buckets.delete(call.bucket_name, named.key, guard)


OPERATION = Operation("DeleteObjects", "s3", perform, asks, method="POST", level="bucket", subresource="delete", partial=True)
