"""The parts that a CompleteMultipartUpload lists, each as it was uploaded; and the checksum that they come to together.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/tutorial-s3-mpu-additional-checksums.html
"""

from __future__ import annotations

import base64
import hashlib
from itertools import pairwise
from typing import NamedTuple

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.body.checksum import DEFAULT, PARTS, TYPE, WHOLE, checksum
from playground.sandbox.s3.body.document import Element, malformed, read_document
from playground.sandbox.s3.objects.metadata import CHECKSUM
from playground.sandbox.s3.uploads import SMALLEST_PART, invalid_part
from playground.sandbox.stores import Part, Upload

_SAME_MODE = "The upload was created using the {} checksum mode. The complete request must use the same checksum mode."


class Listed(NamedTuple):
    """A part as the request lists it. checksums: by algorithm in lower case."""

    number: int
    etag: str
    checksums: dict[str, str]


def read_list(call: Call) -> list[Listed]:
    """The list in the body, in ascending order. Raises AwsError."""
    listed = [_listed(element) for element in read_document(call, "CompleteMultipartUpload", of_body=False).all("Part")]
    if not listed:
        raise malformed()
    numbers = [one.number for one in listed]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        message = "The list of parts was not in ascending order. Parts must be ordered by part number."
        raise AwsError("InvalidPartOrder", message, 400, (("UploadId", call.request.parameters["uploadId"]),))
    return listed


def _listed(element: Element) -> Listed:
    number, etag = element.first("PartNumber") or "", element.first("ETag") or ""
    if not number.strip().isascii() or not number.strip().isdigit() or len(number) > 12:
        raise malformed()
    if int(number) < 1:
        raise invalid_argument("PartNumber must be >= 1", "PartNumber", number, confirmed=False)
    sums = {
        child.name.removeprefix("Checksum").lower(): child.text
        for child in element.children
        if child.name.startswith("Checksum")
    }
    return Listed(int(number), etag.strip().strip('"'), sums)


def chosen(upload: Upload, kept: list[Part], listed: list[Listed]) -> list[Part]:
    """The parts that are listed. Raises InvalidPart, EntityTooSmall or InvalidRequest."""
    by_number = {part.number: part for part in kept}
    found = []
    for one in listed:
        part = by_number.get(one.number)
        if part is None or part.etag != one.etag:
            raise invalid_part(upload, one.number, one.etag)
        _check_checksum(upload, part, one)
        found.append(part)
    for part in found[:-1]:
        if part.size < SMALLEST_PART:
            raise _too_small(part)
    return found


def _too_small(part: Part) -> AwsError:
    sizes = (("ProposedSize", str(part.size)), ("MinSizeAllowed", str(SMALLEST_PART)))
    extra = (*sizes, ("PartNumber", str(part.number)), ("ETag", part.etag))
    return AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400, extra)


def _check_checksum(upload: Upload, part: Part, one: Listed) -> None:
    if not one.checksums and upload.checksum_type == PARTS:
        message = (
            f"The upload was created using a {upload.checksum} checksum. The complete request must include the checksum "
            f"for each part. It was missing for part {one.number} in the request."
        )
        raise AwsError("InvalidRequest", message)
    for algorithm, value in one.checksums.items():
        if part.checksums.get(f"{CHECKSUM}{algorithm}") != value:
            raise invalid_part(upload, one.number, one.etag)


def entity_tag(parts: list[Part]) -> str:
    """The MD5 of the parts' MD5s, and how many there are."""
    joined = b"".join(bytes.fromhex(part.etag) for part in parts)
    return f"{hashlib.md5(joined, usedforsecurity=False).hexdigest()}-{len(parts)}"


def whole_checksum(call: Call, upload: Upload, parts: list[Part], body: bytes) -> dict[str, str]:
    """The checksum to be kept with the object, as headers; compared with the one that the request says. Raises AwsError."""
    algorithm, kind = upload.checksum or DEFAULT, upload.checksum_type or WHOLE
    name, given = f"{CHECKSUM}{algorithm}", call.request.given
    if kind == PARTS:
        joined = b"".join(base64.b64decode(part.checksums[name]) for part in parts)
        value = f"{checksum(joined, algorithm)}-{len(parts)}"
    else:
        value = checksum(body, algorithm)
    if given.get(TYPE, kind) != kind:
        raise AwsError("InvalidRequest", _SAME_MODE.format(kind))
    if given.get(name, value) not in (value, value.partition("-")[0]):
        raise AwsError("BadDigest", f"The {algorithm} you specified did not match the calculated checksum.")
    size = given.get("x-amz-mp-object-size", str(len(body)))
    if size != str(len(body)):
        words = f"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {len(body)}"
        raise AwsError("InvalidRequest", words, confirmed=False)
    return {name: value, TYPE: kind}
