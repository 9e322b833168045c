"""The moves of a signature as data for the page, masked where a secret would show."""

from __future__ import annotations

from typing import Any

from botocore.credentials import ReadOnlyCredentials

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.request import HttpRequest as Plain
from playground.sigv4.signature import Signed
from playground.sigv4.verify import verify
from playground.wire.loose import mask


def made_of(request: HttpRequest, service: str, credentials: ReadOnlyCredentials, now: float) -> Signed | None:
    """What AWS makes of a request that arrived: every piece, computed from it and the secret. None when it is not signed at all."""
    plain = Plain(request.method, request.path, request.query, tuple(request.headers.items()), request.body)
    return verify(plain, service=service, secret_for=lambda _: credentials.secret_key, now=now).signed


def pieces(signed: Signed, request: HttpRequest, secret: str) -> dict[str, Any]:
    """The pieces of one side."""
    canonical = signed.canonical
    given = request.headers.get("authorization", "").rpartition("Signature=")[2]
    return {
        "method": canonical.method,
        "path": canonical.path,
        "query": canonical.query,
        "headers": [[name, mask(value) if name == "x-amz-security-token" else value] for name, value in canonical.headers],
        "signed_headers": canonical.signed_headers,
        "payload_hash": canonical.payload_hash,
        "canonical_hash": signed.canonical_hash,
        "timestamp": signed.timestamp,
        "scope": str(signed.scope),
        "date": signed.scope.date,
        "region": signed.scope.region,
        "service": signed.scope.service,
        "secret": mask(secret),
        "key_ends": signed.key_ends,
        "credential": signed.credential,
        "signature": mask(signed.signature or given),
        "empty": not request.body,
    }
