"""What S3 reads of a listing's parameters before it looks who asks, and whether there is such a bucket.

Seen: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026.
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.sandbox.exchange import HttpRequest
from playground.sandbox.operation import Operation
from playground.sandbox.s3.arguments import invalid_argument, number

_NUMBERS = {
    "ListMultipartUploads": ("max-uploads",),
    "ListParts": ("max-parts", "part-number-marker"),
    **dict.fromkeys(("HeadBucket", "ListObjects", "ListObjectsV2", "ListObjectVersions"), ("max-keys",)),
}
_OF_VERSION_2 = {"continuation-token": "continuation-token", "start-after": "startAfter"}


def check_before(request: HttpRequest, operation: Operation) -> None:
    """Raises InvalidArgument for what is no number, and for a parameter that goes with another listing or with another parameter."""
    given = request.parameters
    for name in _NUMBERS.get(operation.name, ()):
        if given.get(name):
            number(given[name], name)
    if operation.name == "ListObjectVersions":
        _check_markers(given)
    elif operation.name in ("HeadBucket", "ListObjects", "ListObjectsV2"):
        _check_version(given)


def _check_version(given: Mapping[str, str]) -> None:
    if given.get("list-type") == "2":
        if "marker" in given:
            raise invalid_argument("Marker unsupported with REST.GET.BUCKET in list-type=2", "marker")
        return
    for name, spoken in _OF_VERSION_2.items():
        if name in given:
            raise invalid_argument(f"{spoken} only supported in REST.GET.BUCKET with list-type=2", name)


def _check_markers(given: Mapping[str, str]) -> None:
    name = "version-id-marker"
    if given.get(name) and not given.get("key-marker"):
        raise invalid_argument("A version-id marker cannot be specified without a key marker.", name, given[name])
    if given.get(name) == "" and given.get("key-marker"):
        raise invalid_argument("A version-id marker cannot be empty.", name, "")
