"""What AWS answers to a signature that it refuses, in the words of the service that was called.

S3 has codes and words of its own; the other services share theirs, and STS stands for them here.
`confirmed=False` marks words that only other implementations give. Most of S3's were seen in September 2026:
https://github.com/brekkylab/backlot, whose tests hold its answers.
"""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """An error answer.  extra: S3's further elements of <Error>, in their order."""

    code: str
    message: str
    status: int
    confirmed: bool = True
    extra: tuple[tuple[str, str], ...] = ()


MISSING_TOKEN = Refusal("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
S3_ANONYMOUS = Refusal("AccessDenied", "Access Denied", 403)

INVALID_CLIENT_TOKEN_ID = Refusal("InvalidClientTokenId", "The security token included in the request is invalid.", 403)

STS_MISMATCH = Refusal(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided."
    " Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    403,
)
S3_MISMATCH = Refusal(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
)

S3_TWO_MECHANISMS = Refusal(
    "InvalidArgument",
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
    " Signature query string parameter or the Authorization header should be specified",
    400,
)
S3_UNSUPPORTED = Refusal(
    "InvalidRequest",
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    400,
    confirmed=False,
)
S3_NO_DATE = Refusal("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403)
S3_NO_PAYLOAD_HASH = Refusal("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400)
S3_BAD_PAYLOAD_HASH = Refusal(
    "InvalidArgument",
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD or a valid sha256 value.",
    400,
    confirmed=False,
)
S3_MISSING_PARAMETERS = (
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature,"
    " X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
)
HOST_NOT_SIGNED = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."


def incomplete(message: str, *, confirmed: bool = False) -> Refusal:
    """STS could not read the Authorization header."""
    return Refusal("IncompleteSignature", message, 400, confirmed)


def header_invalid(message: str, header: str) -> Refusal:
    """S3 has no use for such an Authorization header."""
    return Refusal("InvalidArgument", message, 400, extra=of_header(header))


def of_header(header: str) -> tuple[tuple[str, str], ...]:
    """How S3 names an Authorization header that it has no use for."""
    return (("ArgumentName", "Authorization"), ("ArgumentValue", header))


def header_malformed(reason: str, *, confirmed: bool = True) -> Refusal:
    """S3 could not read the Authorization header."""
    return Refusal("AuthorizationHeaderMalformed", f"The authorization header is malformed; {reason}", 400, confirmed)


def query_malformed(message: str, *, confirmed: bool = True) -> Refusal:
    """S3 could not read the signature in the query."""
    return Refusal("AuthorizationQueryParametersError", message, 400, confirmed)


def unknown_key(access_key_id: str, service: str) -> Refusal:
    """Nobody has this access key; for S3 also the answer to a temporary key that comes without its session token."""
    if service != "s3":
        return INVALID_CLIENT_TOKEN_ID
    message = "The AWS Access Key Id you provided does not exist in our records."
    return Refusal("InvalidAccessKeyId", message, 403, extra=(("AWSAccessKeyId", access_key_id),))
