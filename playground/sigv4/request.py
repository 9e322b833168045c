"""An HTTP request as it stood on the wire."""

from __future__ import annotations

from typing import NamedTuple


class HttpRequest(NamedTuple):
    """What a signature can cover.

    path, query: as on the request line, still percent-encoded, without the `?`.
    headers: in the order received, names in any case; values that were not ASCII decoded as UTF-8 with surrogateescape,
    so that the bytes that were signed can be written again.  body: as sent, aws-chunked framing included.
    """

    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def folded(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Headers by lower-case name, values trimmed, runs of white space made one space, repeated names joined by commas."""
    by_name: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        text = " ".join(value.split())
        by_name[lower] = f"{by_name[lower]},{text}" if lower in by_name else text
    return by_name


def octets(text: str) -> bytes:
    """The bytes of a text that came from the wire; never raises."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
