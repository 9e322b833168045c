"""Signs requests as an SDK does, in a header or in the query, and keeps every piece of the way for the page.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from playground.sigv4.canonical import UNSIGNED_PAYLOAD, canonical_request, hex_sha256
from playground.sigv4.instant import amz_date
from playground.sigv4.request import HttpRequest, folded
from playground.sigv4.signature import ALGORITHM, Scope, Signed, compute

# Headers that proxies and HTTP libraries change on the way, so that nobody signs them.
NOT_SIGNED = frozenset(
    (
        "authorization",
        "baggage",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    )
)


@dataclass(frozen=True)
class Credentials:
    """Who signs.  session_token: "" for long-term keys."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)


class SignedRequest(NamedTuple):
    """A request with its signature on it, and how that came about."""

    request: HttpRequest
    signed: Signed


def sign(request: HttpRequest, credentials: Credentials, *, region: str, service: str, now: float) -> SignedRequest:
    """The request with `X-Amz-Date`, the session token and an Authorization header, as an SDK sends it.

    The request must have a Host header.  S3 also gets `X-Amz-Content-SHA256`, unless the request brings one
    (`UNSIGNED-PAYLOAD`, `STREAMING-…`).  now: seconds since 1970.
    """
    timestamp = amz_date(now)
    own = {"authorization", "date", "x-amz-date", "x-amz-security-token"}
    headers = [(name, value) for name, value in request.headers if name.lower() not in own]
    headers.append(("X-Amz-Date", timestamp))
    if credentials.session_token:
        headers.append(("X-Amz-Security-Token", credentials.session_token))
    declared = folded(request.headers).get("x-amz-content-sha256")
    payload_hash = declared or hex_sha256(request.body)
    if service == "s3" and declared is None:
        headers.append(("X-Amz-Content-SHA256", payload_hash))
    request = request._replace(headers=tuple(headers))
    canonical = canonical_request(request, _signable(request), payload_hash, service=service)
    signed = compute(
        canonical,
        access_key_id=credentials.access_key_id,
        secret=credentials.secret_access_key,
        timestamp=timestamp,
        scope=Scope(timestamp[:8], region, service),
    )
    return SignedRequest(request._replace(headers=(*headers, ("Authorization", signed.authorization))), signed)


def presign(
    request: HttpRequest, credentials: Credentials, *, region: str, service: str, now: float, expires: int
) -> SignedRequest:
    """The request with the signature in its query, good for `expires` seconds."""
    timestamp = amz_date(now)
    scope = Scope(timestamp[:8], region, service)
    parameters = {
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{credentials.access_key_id}/{scope}",
        "X-Amz-Date": timestamp,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": ";".join(sorted(_signable(request))),
    }
    if credentials.session_token:
        parameters["X-Amz-Security-Token"] = credentials.session_token
    added = "&".join(f"{name}={quote(value, safe='-_.~')}" for name, value in parameters.items())
    request = request._replace(query=f"{request.query}&{added}" if request.query else added)
    payload_hash = UNSIGNED_PAYLOAD if service == "s3" else hex_sha256(request.body)
    canonical = canonical_request(request, _signable(request), payload_hash, service=service)
    signed = compute(
        canonical,
        access_key_id=credentials.access_key_id,
        secret=credentials.secret_access_key,
        timestamp=timestamp,
        scope=scope,
    )
    return SignedRequest(request._replace(query=f"{request.query}&X-Amz-Signature={signed.signature}"), signed)


def _signable(request: HttpRequest) -> set[str]:
    return {name.lower() for name, _ in request.headers} - NOT_SIGNED
