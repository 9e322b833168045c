"""The canonical request: a request written so that both sides write it alike.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from playground.sigv4.request import HttpRequest, folded, octets

EMPTY_SHA256 = sha256(b"").hexdigest()
UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
SIGNATURE_PARAMETER = "X-Amz-Signature"

UNRESERVED = "-_.~"  # beside letters and digits: all that AWS leaves unencoded (RFC 3986 section 2.3)
ESCAPE = "%(?:[01][0-9A-F]|2[0-9A-C]|3[A-F]|40|5[B-E]|60|7[B-DF]|[89A-F][0-9A-F])"  # of any other byte but the slash
ENCODED_TEXT = re.compile(f"(?:[A-Za-z0-9_.~-]|{ESCAPE}|%2F)*+")
ENCODED_PATH = re.compile(f"(?:[A-Za-z0-9/_.~-]|{ESCAPE})*+")


class CanonicalRequest(NamedTuple):
    """The six lines of a canonical request.  headers: (lower-case name, folded value), sorted."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    signed_headers: str
    payload_hash: str

    @property
    def text(self) -> str:
        """The text whose SHA-256 is signed."""
        headers = "".join([f"{name}:{value}\n" for name, value in self.headers])
        return f"{self.method}\n{self.path}\n{self.query}\n{headers}\n{self.signed_headers}\n{self.payload_hash}"


def canonical_request(
    request: HttpRequest,
    signed_headers: Iterable[str],
    payload_hash: str,
    *,
    service: str,
    headers: Mapping[str, str] | None = None,
) -> CanonicalRequest:
    """The canonical form of `request`; a signed header that the request does not have counts as empty.

    headers: those of the request when they are folded already.
    """
    names = sorted(signed_headers)
    values = folded(request.headers) if headers is None else headers
    return CanonicalRequest(
        request.method.upper(),
        canonical_path(request.path, service=service),
        canonical_query(request.query),
        tuple([(name, values.get(name, "")) for name in names]),
        ";".join(names),
        payload_hash,
    )


def canonical_path(path: str, *, service: str) -> str:
    """The canonical URI.  S3: each byte but the slash encoded once, a plus is a space; others: normalised, encoded again."""
    if service == "s3":
        if ENCODED_PATH.fullmatch(path):
            return path or "/"
        return quote(unquote_to_bytes(octets(path.replace("+", " "))), safe=f"/{UNRESERVED}")
    return quote(octets(normalized(path)), safe=f"/{UNRESERVED}")


def normalized(path: str) -> str:
    """The path without `.`, `..` and empty segments (RFC 3986 section 5.2.4; AWS also joins slashes)."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    slash = "/" if kept and path.endswith("/") else ""
    return f"/{'/'.join(kept)}{slash}"


def canonical_query(query: str) -> str:
    """The parameters, encoded alike and sorted, `name=` for one without a value; the signature itself left out."""
    if not query:
        return ""
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    encoded = [(encoded_text(name), encoded_text(value)) for name, _, value in pairs]
    encoded.sort()
    return "&".join([f"{name}={value}" for name, value in encoded if name != SIGNATURE_PARAMETER])


def encoded_text(text: str) -> str:
    """A name or a value of a query with every byte encoded alike; `+` is a space, as S3 reads it."""
    if ENCODED_TEXT.fullmatch(text):
        return text
    return quote(unquote_to_bytes(octets(text.replace("+", " "))), safe=UNRESERVED)


def hex_sha256(body: bytes) -> str:
    """The SHA-256 of a body, in lower-case hexadecimal."""
    return sha256(body).hexdigest() if body else EMPTY_SHA256
