"""What AWS says when a check fails: its code and words, by the name of the check; `…` stands where it puts in a value."""

from __future__ import annotations

from collections.abc import Mapping

from playground.sandbox.assuming.web_identity import ACTION
from playground.sigv4 import refusals as signature
from playground.tokens import refusals as token

_DENIED = "AccessDenied: User: … is not authorized to perform: … on resource: … because no … policy allows the … action"
_TAGS = "ValidationError, InvalidParameterValue or InvalidIdentityToken, by what is wrong with them"


def _words(refusal: token.Refusal | signature.Refusal) -> str:
    return f"{refusal.code}: {refusal.message}"


# The checks of AssumeRoleWithWebIdentity.
OF_STS: Mapping[str, str] = {
    "Parameters": "ValidationError: … validation errors detected: Value '…' at '…' failed to satisfy constraint: …",
    "Structure": _words(token.NOT_A_JWT),
    "Issuer": _words(token.ISSUER_NOT_A_URL),
    "Registered provider": _words(token.no_provider("…")),
    "Required claims": _words(token.missing_claim("…")),
    "Signature": _words(token.KEY_NOT_RETRIEVED),
    "Dates": "ExpiredTokenException: Token expired: current date/time … must be before the expiration date/time …",
    "Audience": _words(token.INCORRECT_AUDIENCE),
    "Roles claim": _words(token.ROLE_NOT_IN_ROLES_CLAIM),
    "Session tags": _TAGS,
    "Source identity": _TAGS,
    "ProviderId": _words(token.UNRECOGNIZED_PROVIDER),
    "Shape": _words(token.NOT_A_LOGIN_WITH_AMAZON_TOKEN),
    "The provider knows it": _words(token.rejected_by("…", 400)),
    "App": _words(token.rejected_by("…", 200)),
    "Trust policy": f"AccessDenied: Not authorized to perform {ACTION}",
    "Duration": "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    "Session policy and tags": "MalformedPolicyDocument: …, or PackedPolicyTooLarge: Packed size of … consumes …% of allotted space.",
}
# The checks of a signed request to S3.
OF_USE: Mapping[str, str] = {
    "Session token": "ExpiredToken: The provided token has expired., or InvalidToken: The provided token is malformed or otherwise invalid.",
    "Access key": "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.",
    "Date": "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
    "Signature": _words(signature.S3_MISMATCH),
    "Decision": _DENIED,
}
