"""A request and a response as plain data: what goes into the gateway and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote_plus

MOST_FIELDS = 1000
# Of a body with parameters; the largest that AWS documents of one is a policy's 131,072 characters.
MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class HttpRequest:
    """One request. path, query: as they came, percent-encoded.  headers: lower-case names; one value each.

    secure: over TLS.
    """

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    source_ip: str = "127.0.0.1"
    secure: bool = False

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The query's parameters; the first of a name counts, as in S3, and a name without `=` has an empty value."""
        return _first_of_each(self.query)

    @cached_property
    def given(self) -> dict[str, str]:
        """The headers, and those that a presigned request has in its query. S3 reads either, but a checksum in headers alone.

        Seen: https://github.com/aws/aws-sdk-go-v2/issues/2610
        """
        if "X-Amz-Signature" not in self.parameters:
            return self.headers
        hoisted = {name.lower(): value for name, value in self.parameters.items() if name.lower().startswith("x-amz-")}
        told = {name: value for name, value in hoisted.items() if "-checksum-" not in name or name == "x-amz-checksum-mode"}
        return told | self.headers

    @property
    def crowded(self) -> bool:
        """Whether the body has more parameters than any call takes; then it is not read as a form."""
        return self.body.count(b"&") >= MOST_FIELDS

    @property
    def oversized(self) -> bool:
        """Whether the body is larger than that of any call that has its parameters in it; then it is not read as a form either."""
        return len(self.body) > MOST_BYTES

    @cached_property
    def form(self) -> dict[str, str]:
        """The parameters of a Query API call: those of the query and of a form body together; the first of a name counts (seen)."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in ("application/x-www-form-urlencoded", "") or self.oversized or self.crowded:
            return self.parameters
        body = self.body.decode("utf-8", "replace")
        return self.parameters | _first_of_each(body)


def _first_of_each(text: str) -> dict[str, str]:
    """`name=value&…`, as urllib.parse.parse_qsl reads it with blank values, in a third of its time; the last name comes first."""
    pairs = [piece.partition("=") for piece in reversed(text.split("&")) if piece]
    return {_plain(name): _plain(value) for name, _, value in pairs}


def _plain(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


@dataclass(frozen=True)
class HttpResponse:
    """One response. headers in the order in which they are written."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
