"""Finds the signature of a request, in its Authorization header or in its query."""

from __future__ import annotations

from collections.abc import Mapping

from playground.sigv4.authorization import Authorization, Malformed
from playground.sigv4.header_form import read_header
from playground.sigv4.query_form import is_presigned, read_query
from playground.sigv4.refusals import MISSING_TOKEN, S3_ANONYMOUS, S3_TWO_MECHANISMS, incomplete, of_header
from playground.sigv4.request import HttpRequest, folded

_HEADER = "x-amz-security-token"


def parse_authorization(request: HttpRequest, *, service: str) -> Authorization | Malformed:
    """The signature that `request` carries, or why it cannot be read, in the words of `service`.  Never raises."""
    return find_signature(folded(request.headers), request.query, service=service)


def find_signature(headers: Mapping[str, str], query: str, *, service: str) -> Authorization | Malformed:
    """The same for headers that are folded already."""
    presigned = is_presigned(query)
    if "authorization" not in headers:
        return _with_token(read_query(query, service=service), headers) if presigned else _anonymous(service)
    if presigned:
        in_s3 = S3_TWO_MECHANISMS._replace(extra=of_header(headers["authorization"]))
        refusal = in_s3 if service == "s3" else incomplete(S3_TWO_MECHANISMS.message)
        return Malformed(refusal, "the request is signed in the Authorization header and in the query; it should be one")
    return read_header(headers, service=service)


def _with_token(found: Authorization | Malformed, headers: Mapping[str, str]) -> Authorization | Malformed:
    """A session token may stand in a signed header too, and is then stronger than the one in the query, as S3 was seen to have it."""
    if isinstance(found, Malformed) or _HEADER not in headers or _HEADER not in found.signed_headers:
        return found
    return found._replace(session_token=headers[_HEADER])


def _anonymous(service: str) -> Malformed:
    refusal = S3_ANONYMOUS if service == "s3" else MISSING_TOKEN
    return Malformed(refusal, "the request is not signed; it should have an Authorization header or X-Amz-Signature")
