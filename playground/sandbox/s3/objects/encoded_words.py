"""User metadata beyond ASCII: what came as encoded words is decoded, and what is no ASCII is kept as encoded words (RFC 2047).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
"""

from __future__ import annotations

import base64
import re
from email.errors import MessageError
from email.header import decode_header, make_header

_PLAIN = re.compile(r"[\x20-\x7e\t]*")
_LONGEST = 75 - len("=?UTF-8?B??=")  # characters inside one encoded word (RFC 2047, section 2)


def in_ascii(value: str) -> str:
    """A value as a header can hold it: itself, if it is printable ASCII and no encoded words."""
    text = _decoded(value) if "=?" in value else value
    if _PLAIN.fullmatch(text):
        return text
    ascii_ = sum(letter.isascii() for letter in text)
    return " ".join(_words(text, "Q" if ascii_ > len(text) - ascii_ else "B"))


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):  # no such words, or no such character set: what it says is all it is
        return value


def _words(text: str, kind: str) -> list[str]:
    """Encoded words; a text too long for one is halved. Seen: https://github.com/aws-amplify/aws-sdk-ios/issues/241"""
    octets = text.encode("utf-8", "replace")
    inside = base64.b64encode(octets).decode() if kind == "B" else "".join(map(_quoted, octets))
    if len(inside) > _LONGEST and len(text) > 1:
        half = len(text) // 2
        return [*_words(text[:half], kind), *_words(text[half:], kind)]
    return [f"=?UTF-8?{kind}?{inside}?="]


def _quoted(octet: int) -> str:
    if octet == 0x20:
        return "_"
    return chr(octet) if 0x20 < octet < 0x7F and octet not in b"=?_" else f"={octet:02X}"
