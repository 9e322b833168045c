"""Reads the Authorization header of a signed request, and says what is wrong with it.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.sigv4.authorization import Authorization, Malformed, read_credential, read_signed_headers
from playground.sigv4.instant import amz_date, read_amz_date, read_http_date
from playground.sigv4.refusals import S3_NO_DATE, S3_UNSUPPORTED, header_invalid, header_malformed, incomplete
from playground.sigv4.signature import ALGORITHM

COMPONENTS = ("Credential", "SignedHeaders", "Signature")


def read_header(headers: Mapping[str, str], *, service: str) -> Authorization | Malformed:
    """The signature in `headers` (lower-case names, folded values), which have an `authorization`."""
    header = headers["authorization"]
    algorithm, space, rest = header.partition(" ")
    if service == "s3" and header and not space:
        refusal = header_invalid("Authorization header is invalid -- one and only one ' ' (space) required", header)
        return Malformed(refusal, "the Authorization header is one word, and should name a mechanism and what it needs")
    if algorithm != ALGORITHM:
        return _unsupported(algorithm, header, service)
    components: dict[str, str] = {}
    for piece in rest.replace(",", " ").split():  # AWS parts them at white space as well
        name, equals, value = piece.partition("=")
        if not equals:
            return _no_pair(piece, header, service)
        if name not in COMPONENTS or name in components:
            return _no_component(name, service)
        components[name] = value
    if len(components) < len(COMPONENTS):
        return _missing([name for name in COMPONENTS if name not in components], header, service)
    return _read(components, headers, service)


def _read(components: Mapping[str, str], headers: Mapping[str, str], service: str) -> Authorization | Malformed:
    credential = read_credential(components["Credential"])
    if credential is None:
        return _bad_credential(components["Credential"], service)
    date = headers.get("x-amz-date") or headers.get("date", "")
    signed_at, timestamp = read_amz_date(date), date
    if signed_at is None and "x-amz-date" not in headers:
        signed_at = read_http_date(date)
        timestamp = "" if signed_at is None else amz_date(signed_at)
    if signed_at is None:
        return _bad_date(date, service)
    return Authorization(
        "header",
        *credential,
        read_signed_headers(components["SignedHeaders"]),
        components["Signature"],
        timestamp,
        signed_at,
        None,
        headers.get("x-amz-security-token", ""),
    )


def _unsupported(algorithm: str, header: str, service: str) -> Malformed:
    """Version 2 S3 knows, and has given up in all but its oldest regions; anything else it does not know."""
    refusal = incomplete(f"Unsupported AWS 'algorithm': '{algorithm}'.")
    if service == "s3":
        refusal = S3_UNSUPPORTED if algorithm in ("", "AWS") else header_invalid("Unsupported Authorization Type", header)
    says = "the Authorization header begins with `{}`, and should begin with AWS4-HMAC-SHA256"
    return Malformed(refusal, says, (algorithm,))


def _no_pair(piece: str, header: str, service: str) -> Malformed:
    message = f"'{piece}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'."
    refusal = header_malformed(_requires_three()) if service == "s3" else incomplete(message, confirmed=True)
    return Malformed(refusal, "`{}` in the Authorization header has no `=`, and should be name=value", (piece,))


def _no_component(name: str, service: str) -> Malformed:
    refusal = header_malformed(_requires_three()) if service == "s3" else incomplete(f"Unexpected parameter '{name}'.")
    says = "`{}` in the Authorization header is unknown or there twice; it should have Credential, SignedHeaders, Signature"
    return Malformed(refusal, says, (name,))


def _missing(names: list[str], header: str, service: str) -> Malformed:
    message = " ".join(f"Authorization header requires '{name}' parameter." for name in names)
    refusal = header_malformed(_requires_three()) if service == "s3" else incomplete(f"{message} Authorization={header}")
    says = "the Authorization header has no {}, and should have Credential, SignedHeaders and Signature"
    return Malformed(refusal, says, (", ".join(names),))


def _requires_three() -> str:
    return "the authorization header requires three components: Credential, SignedHeaders, and Signature."


def _bad_credential(credential: str, service: str) -> Malformed:
    message = (
        f"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
    )
    expecting = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
    refusal = header_malformed(expecting) if service == "s3" else incomplete(message, confirmed=True)
    says = "the credential is `{}`, and should have five parts: key/day/region/service/aws4_request"
    return Malformed(refusal, says, (credential,))


def _bad_date(date: str, service: str) -> Malformed:
    message = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
    if date:
        message = f"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
    refusal = S3_NO_DATE if service == "s3" else incomplete(message)
    return Malformed(refusal, "X-Amz-Date is `{}`, and should be like 20261121T203640Z", (date,))
