"""Why a signature differs: the usual suspects, each tried by signing the request as the client may have seen it.

A suspect is named only when its signature is the one that came: then the cause is certain, and the secret is right.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from playground.explain import FAIL, Finding
from playground.sigv4.canonical import (
    EMPTY_SHA256,
    UNRESERVED,
    UNSIGNED_PAYLOAD,
    CanonicalRequest,
    canonical_path,
    canonical_query,
    hex_sha256,
    normalized,
)
from playground.sigv4.request import HttpRequest, octets
from playground.sigv4.signature import Signed, compute

MOST = 96  # variations tried in all, a few milliseconds


class Variation(NamedTuple):
    """What the client may have signed instead, and the values for the suspect's sentence."""

    canonical: CanonicalRequest
    values: tuple[object, ...] = ()
    secret: str | None = None


class Suspect(NamedTuple):
    """A usual cause.  says: its sentence; variations: (request, our signing, secret) to what the client may have signed."""

    name: str
    says: str
    variations: Callable[[HttpRequest, Signed, str], Iterable[Variation]]


def likely_cause(request: HttpRequest, ours: Signed, theirs: str, *, secret: str) -> Finding | None:
    """The first suspect whose signature is `theirs`, as a FAIL finding; None when none is."""
    tried = ((suspect, variation) for suspect in SUSPECTS for variation in suspect.variations(request, ours, secret))
    for suspect, variation in islice(tried, MOST):
        signed = compute(
            variation.canonical,
            access_key_id=ours.access_key_id,
            secret=secret if variation.secret is None else variation.secret,
            timestamp=ours.timestamp,
            scope=ours.scope,
        )
        if hmac.compare_digest(octets(signed.signature), octets(theirs)):
            return Finding(suspect.name, FAIL, suspect.says, variation.values)
    return None


def _paths(request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    encoded = canonical_path(request.path, service="s3")
    for path in (
        request.path,
        canonical_path(request.path.replace("+", "%2B"), service="s3"),
        encoded,
        quote(octets(encoded), safe=f"/{UNRESERVED}"),
        normalized(request.path),
        canonical_path(request.path, service="other"),
        request.path.rstrip("/") or "/",
        f"{request.path}/",
    ):
        if path != ours.canonical.path:
            yield Variation(ours.canonical._replace(path=path), (path, ours.canonical.path))


def _hosts(request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    received = dict(ours.canonical.headers).get("host", "")
    name = received.partition(":")[0]
    forwarded = [value for header, value in request.headers if header.lower() in ("x-forwarded-host", "x-original-host")]
    hosts = [name, *(f"{name}:{usual}" for usual in (80, 443, 8000, 8001, 8080)), received.lower(), *forwarded]
    for host in hosts:
        if host != received:
            yield Variation(_with_header(ours.canonical, "host", host), (host, received))


def _queries(request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    as_sent = "&".join(sorted(pair for pair in request.query.split("&") if not pair.startswith("X-Amz-Signature=")))
    for query in (as_sent, canonical_query(request.query.replace("+", "%2B")), _unsorted(request.query)):
        if query != ours.canonical.query:
            yield Variation(ours.canonical._replace(query=query), (query, ours.canonical.query))


def _unsorted(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if not pair.startswith("X-Amz-Signature="))


def _added_parameters(_request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    pairs = ours.canonical.query.split("&") if ours.canonical.query else []
    for pair in pairs:
        kept = "&".join(other for other in pairs if other is not pair)
        yield Variation(ours.canonical._replace(query=kept), (pair.partition("=")[0],))


def _methods(_request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
        if method != ours.canonical.method:
            yield Variation(ours.canonical._replace(method=method), (method, ours.canonical.method))


def _payloads(request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    for payload in (EMPTY_SHA256, UNSIGNED_PAYLOAD, hex_sha256(request.body)):
        if payload != ours.canonical.payload_hash:
            yield Variation(ours.canonical._replace(payload_hash=payload), (payload, ours.canonical.payload_hash))


def _headers_as_sent(request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    for name, value in ours.canonical.headers:
        sent = next((text for header, text in request.headers if header.lower() == name), value)
        if sent != value:
            yield Variation(_with_header(ours.canonical, name, sent), (name,))


def _removed_headers(_request: HttpRequest, ours: Signed, _secret: str) -> Iterator[Variation]:
    for name, value in ours.canonical.headers:
        if value and name != "host":
            yield Variation(_with_header(ours.canonical, name, ""), (name, value))


def _secrets(_request: HttpRequest, ours: Signed, secret: str) -> Iterator[Variation]:
    for changed in (f"{secret}\n", f"{secret} ", f" {secret}", f"{secret}\r", f"{secret}\r\n", quote(secret, safe="")):
        if changed != secret:
            yield Variation(ours.canonical, secret=changed)


def _with_header(canonical: CanonicalRequest, name: str, value: str) -> CanonicalRequest:
    headers = tuple((header, value if header == name else text) for header, text in canonical.headers)
    return canonical._replace(headers=headers)


SUSPECTS = (
    Suspect("Path", "the client signed the path `{}`, and it should be `{}`", _paths),
    Suspect("Host", "the client signed the host `{}`, and `{}` arrived; something between changed it", _hosts),
    Suspect("Query", "the client signed the query `{}`, and it should be `{}`", _queries),
    Suspect("Added parameter", "`{}` was added to the query after the request was signed", _added_parameters),
    Suspect("Method", "the client signed the method {}, and {} arrived; something between changed it", _methods),
    Suspect("Payload", "the client signed `{}` for the body, and it should be `{}`", _payloads),
    Suspect("Header", "the client signed header `{}` with its white space; it should be trimmed and folded", _headers_as_sent),
    Suspect("Empty header", "the client signed header `{}` as empty, and `{}` arrived", _removed_headers),
    Suspect("Secret", "the client's secret has white space or percent signs around what it should be", _secrets),
)
