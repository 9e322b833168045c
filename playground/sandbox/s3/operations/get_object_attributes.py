"""GetObjectAttributes: what is known of an object, as a document; the parts it came in too.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer, untyped
from playground.sandbox.s3.arguments import MOST, integer, invalid_argument
from playground.sandbox.s3.asking import object_arn, tag_keys
from playground.sandbox.s3.body.checksum import nodes
from playground.sandbox.s3.objects.existence import found
from playground.sandbox.s3.objects.metadata import checksums_of
from playground.sandbox.stores import StoredObject
from playground.sigv4.instant import http_date

HEADER = "x-amz-object-attributes"
KNOWN = ("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize")


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:GetObject and s3:GetObjectAttributes, or the two for a version."""
    version = call.request.parameters.get("versionId")
    kind = "Object" if version is None else "ObjectVersion"
    context = tag_keys("s3:ExistingObjectTag", call.stored) | ({} if version is None else {"s3:VersionId": version})
    arn = object_arn(call.bucket_name, call.key)
    return tuple(Asked(f"s3:Get{kind}{what}", arn, context) for what in ("", "Attributes"))


def perform(call: Call) -> HttpResponse:
    """The attributes that are asked for."""
    given = call.request.given
    asked = [name.strip() for name in given.get(HEADER, "").split(",") if name.strip()]
    if not asked:
        message = f"The {HEADER} header specifying the attributes to be retrieved is either missing or empty"
        raise AwsError("InvalidRequest", message, confirmed=False)
    for name in asked:
        if name not in KNOWN:
            raise invalid_argument("Invalid attribute name specified.", HEADER, name)
    stored = found(call)
    all_: dict[str, Node] = {
        "ETag": ("ETag", stored.etag),
        "Checksum": ("Checksum", _checksum(stored)),
        "ObjectParts": ("ObjectParts", _parts(call, stored) if stored.parts else None),
        "StorageClass": ("StorageClass", "STANDARD"),
        "ObjectSize": ("ObjectSize", stored.size),
    }
    told = untyped(answer(call, "GetObjectAttributesResponse", [all_[name] for name in KNOWN if name in asked]))
    modified = ("Last-Modified", http_date(int(stored.modified)))
    return HttpResponse(told.status, (*told.headers, modified), told.body)


def _checksum(stored: StoredObject) -> list[Node]:
    """The object's checksum, without the number of parts that stands behind it elsewhere."""
    return nodes({name: value.partition("-")[0] for name, value in checksums_of(stored.headers).items()})


def _parts(call: Call, stored: StoredObject) -> list[Node]:
    """How many there were; each of them only if it came with a checksum."""
    count: Node = ("PartsCount", len(stored.parts))
    if not stored.parts[0].checksums:
        return [count]
    most, after = (
        _number(call, name, default) for name, default in (("x-amz-max-parts", MOST), ("x-amz-part-number-marker", 0))
    )
    rest = [part for part in stored.parts if part.number > after]
    page = rest[:most]
    return [
        ("PartNumberMarker", after),
        ("NextPartNumberMarker", page[-1].number if page else after),
        ("MaxParts", most),
        ("IsTruncated", "true" if len(rest) > len(page) else "false"),
        *(("Part", [("PartNumber", p.number), ("Size", p.size), *nodes(p.checksums, with_type=False)]) for p in page),
        count,
    ]


def _number(call: Call, name: str, default: int) -> int:
    text = call.request.given.get(name)
    words = f"Provided {name} not an integer or within integer range"
    return default if text is None else min(integer(text, name, 0, 2**31 - 1, words), MOST)


OPERATION = Operation(
    "GetObjectAttributes", "s3", perform, asks, method="GET", level="object", subresource="attributes", optional="versionId"
)
