"""ListObjectVersions: on a bucket without versioning every object has one version, the latest, called `null`.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import written
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.asking import listing
from playground.sandbox.s3.listing.contents import common_prefixes, entry, plain
from playground.sandbox.s3.listing.paging import Page, last_of
from playground.sandbox.s3.listing.request import Wanted, owner, page_after_marker, wanted
from playground.sandbox.s3.objects.version import NULL

_VERSION = f"<VersionId>{NULL}</VersionId><IsLatest>true</IsLatest>"


def perform(call: Call) -> HttpResponse:
    """One page of versions after the key marker."""
    given = call.request.parameters
    marker = given.get("key-marker", "")
    version = given.get("version-id-marker", "")
    if version not in ("", NULL):
        raise invalid_argument("Invalid version id specified", "version-id-marker", version)
    asked = wanted(call, of_versions=True)
    page, write, whose = page_after_marker(call, asked, marker), asked.write, owner(call)
    versions = "".join(f"<Version>{entry(one, write, owner=whose, version=_VERSION)}</Version>" for one in page.objects)
    return written(call, "ListVersionsResult", _head(call, asked, page) + versions + common_prefixes(page.prefixes, write))


def _head(call: Call, asked: Wanted, page: Page) -> str:
    given, write = call.request.parameters, asked.write
    last = last_of(page) if page.truncated else None
    is_key = bool(page.objects) and last == page.objects[-1].key
    pieces = (
        plain("KeyMarker", write.given(given.get("key-marker", ""))),
        plain("VersionIdMarker", write.given(given.get("version-id-marker", ""))),
        plain("NextKeyMarker", None if last is None else write.key(last)),
        plain("NextVersionIdMarker", NULL if is_key else None),
    )
    return asked.named(call) + "".join(pieces) + asked.ended(page)


OPERATION = Operation(
    "ListObjectVersions",
    "s3",
    perform,
    listing("s3:ListBucketVersions"),
    method="GET",
    level="bucket",
    subresource="versions",
)
