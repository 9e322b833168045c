"""How keys stand in a listing: as they are, or encoded as in a form when `encoding-type=url` asks for it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote_plus

from playground.sandbox.protocols.xml import key_text, text
from playground.sandbox.s3.arguments import invalid_argument

# What is written as it is: nearly every key, of which there may be a thousand.
_PLAIN = re.compile(r"[A-Za-z0-9/\-_.*]*")


class Writer(NamedTuple):
    """key: a key or common prefix, ready for XML.  given: what the request said, ready for XML.  encoding: or None."""

    key: Callable[[str], str]
    given: Callable[[str], str]
    encoding: str | None


def writer(encoding: str | None) -> Writer:
    """How a listing writes. Raises InvalidArgument for an encoding that S3 does not have."""
    if encoding is None:
        return Writer(key_text, text, None)
    if encoding.lower() != "url":
        raise invalid_argument("Invalid Encoding Method specified in Request", "encoding-type", encoding)
    return Writer(_quoted, _quoted, encoding)


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else quote_plus(value, safe="/*").replace("~", "%7E")
