"""The tags of an object: in the header `x-amz-tagging`, or as a document.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qsl

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.arguments import invalid_argument

TAGGING = "x-amz-tagging"
_MOST, _LONGEST_KEY, _LONGEST_VALUE = 10, 128, 256
_SIGNS = "_.:/=+-@"
_ENCODED = (
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
)

Pairs = list[tuple[str, str]]


def header_tags(request: HttpRequest) -> dict[str, str]:
    """The tags that a write brings in its header. Raises AwsError."""
    header = request.given.get(TAGGING, "")
    try:
        pairs = parse_qsl(header, keep_blank_values=True, strict_parsing=bool(header), errors="strict", max_num_fields=100)
    except ValueError as error:
        raise invalid_argument(_ENCODED, TAGGING, header) from error
    if len({key for key, _ in pairs}) != len(pairs) or any(piece.count("=") > 1 for piece in header.split("&")):  # both seen
        raise invalid_argument(_ENCODED, TAGGING, header)
    return checked(pairs)


def checked(pairs: Pairs) -> dict[str, str]:
    """Tags as S3 takes them. Raises BadRequest for too many, InvalidTag for one that is none."""
    if len(pairs) > _MOST:
        raise AwsError("BadRequest", f"Object tags cannot be greater than {_MOST}")
    tags: dict[str, str] = {}
    for key, value in pairs:
        if key in tags:
            raise _invalid("Cannot provide multiple Tags with the same key", key)
        if key.lower().startswith("aws:"):
            raise _invalid("Your TagKey cannot be prefixed with aws:", key)
        if not 0 < len(key) <= _LONGEST_KEY or not _plain(key):
            raise _invalid("The TagKey you have provided is invalid", key)
        if len(value) > _LONGEST_VALUE or not _plain(value):
            raise _invalid("The TagValue you have provided is invalid", key, ("TagValue", value))
        tags[key] = value
    return tags


def _invalid(message: str, key: str, *more: tuple[str, str]) -> AwsError:
    return AwsError("InvalidTag", message, 400, (("TagKey", key), *more))


def _plain(text: str) -> bool:
    """Letters, separators and numbers of any script, and a few signs."""
    return all(sign in _SIGNS or unicodedata.category(sign)[0] in "LZN" for sign in text)


def tag_set(tags: Mapping[str, str]) -> list[Node]:
    """The document's content."""
    return [("TagSet", [("Tag", [("Key", key), ("Value", value)]) for key, value in tags.items()])]
