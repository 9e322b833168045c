"""Reads the signature in the query of a presigned request, and says what is wrong with it.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, unquote

from playground.sigv4.authorization import Authorization, Malformed, read_credential, read_signed_headers
from playground.sigv4.instant import read_amz_date
from playground.sigv4.refusals import S3_MISSING_PARAMETERS, Refusal, incomplete, query_malformed
from playground.sigv4.request import folded
from playground.sigv4.signature import ALGORITHM

REQUIRED = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders")
EXPIRES, TOKEN, CONTENT_SHA256 = "X-Amz-Expires", "X-Amz-Security-Token", "X-Amz-Content-Sha256"
KNOWN = (*REQUIRED, EXPIRES, TOKEN, CONTENT_SHA256)
WEEK = 604_800  # seconds
IN_CREDENTIAL = "Error parsing the X-Amz-Credential parameter; "


def is_presigned(query: str) -> bool:
    """Whether the query carries a signature, or parts of one."""
    return "X-Amz-" in query and any(f"{name}=" in query for name in ("X-Amz-Signature", "X-Amz-Algorithm"))


def parameters(query: str) -> tuple[dict[str, str], str]:
    """The parameters of the signature, and the name of one that is there twice ("" when none is)."""
    found: dict[str, str] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name in KNOWN:
            if name in found:
                return found, name
            found[name] = unquote(value, errors="surrogateescape")
    return found, ""


def hoisted(query: str, signed: Collection[str]) -> dict[str, str]:
    """Of the signed headers those that stand in the query, folded; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape"):
        if name.lower().startswith("x-amz-") and name.lower() in signed:
            found.setdefault(name.lower(), value)
    return folded(tuple(found.items()))


def read_query(query: str, *, service: str) -> Authorization | Malformed:
    """The signature in a query for which `is_presigned` holds."""
    found, twice = parameters(query)
    required = (*REQUIRED, EXPIRES) if service == "s3" else REQUIRED
    missing = [name for name in required if name not in found]
    if missing or twice:
        return _incomplete(missing, twice, service)
    if found["X-Amz-Algorithm"] != ALGORITHM:
        message = 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"'
        says = "X-Amz-Algorithm is `{}`, and should be AWS4-HMAC-SHA256"
        return Malformed(_refusal(service, message), says, (found["X-Amz-Algorithm"],))
    return _read(found, service)


def _read(found: Mapping[str, str], service: str) -> Authorization | Malformed:
    credential = read_credential(found["X-Amz-Credential"])
    if credential is None:
        expecting = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
        says = "X-Amz-Credential is `{}`, and should have five parts: key/day/region/service/aws4_request"
        return Malformed(_refusal(service, f"{IN_CREDENTIAL}{expecting}"), says, (found["X-Amz-Credential"],))
    signed_at = read_amz_date(found["X-Amz-Date"])
    if signed_at is None:
        message = "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
        says = "X-Amz-Date is `{}`, and should be like 20261121T203640Z"
        return Malformed(_refusal(service, message), says, (found["X-Amz-Date"],))
    expires = _expires(found.get(EXPIRES), service)
    if isinstance(expires, Malformed):
        return expires
    return Authorization(
        "query",
        *credential,
        read_signed_headers(found["X-Amz-SignedHeaders"]),
        found["X-Amz-Signature"],
        found["X-Amz-Date"],
        signed_at,
        expires,
        found.get(TOKEN, ""),
    )


def _expires(text: str | None, service: str) -> int | Malformed | None:
    if service != "s3":
        return None  # STS looks at the fifteen minutes alone
    says = "X-Amz-Expires is `{}`, and should be a whole number of seconds, 1 to 604800, which is a week"
    if text is None or not (text.isascii() and text.removeprefix("-").isdigit()):
        return Malformed(query_malformed("X-Amz-Expires should be a number"), says, (text,))
    seconds = int(text) if len(text) <= 10 else WEEK + 1
    if text.startswith("-") or seconds < 1:
        return Malformed(query_malformed("X-Amz-Expires must be non-negative"), says, (text,))
    if seconds > WEEK:
        message = (
            "X-Amz-Expires must be less than a week (in seconds);"
            f" that is, the given X-Amz-Expires must be less than {WEEK} seconds"
        )
        return Malformed(query_malformed(message), says, (text,))
    return seconds


def _incomplete(missing: list[str], twice: str, service: str) -> Malformed:
    names = ", ".join(missing) or twice
    message = f"AWS query-string parameters must include {names}. Re-examine the query-string parameters."
    refusal = query_malformed(S3_MISSING_PARAMETERS) if service == "s3" else incomplete(message)
    if twice:
        return Malformed(refusal._replace(confirmed=False), "{} is in the query twice, and should be there once", (twice,))
    return Malformed(refusal, "the query has no {}, and a presigned request should", (names,))


def _refusal(service: str, message: str) -> Refusal:
    return query_malformed(message) if service == "s3" else incomplete(message)
