"""What AWS answers to a token that it refuses, word for word where AWS's words are known.

`confirmed=False` marks the cases for which no answer of AWS has been seen: the code is likely, the words are ours or
those of another implementation, and the page says so.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple


class Refusal(NamedTuple):
    """An error answer.  code, message: as on the wire; status: HTTP; confirmed: whether AWS's words are known."""

    code: str
    message: str
    status: int = 400
    confirmed: bool = True


NOT_A_JWT = Refusal(
    "InvalidIdentityToken",
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
)
NOT_A_JWT_UNCONFIRMED = NOT_A_JWT._replace(confirmed=False)  # a JWT, but not one that STS documents
ISSUER_NOT_A_URL = Refusal("InvalidIdentityToken", "Issuer must be a valid URL")
KEY_NOT_RETRIEVED = Refusal(  # two spaces after the comma: so AWS writes it
    "InvalidIdentityToken",
    "Couldn't retrieve verification key from your identity provider,"
    "  please reference AssumeRoleWithWebIdentity documentation for requirements",
)
KEY_NOT_FOUND = KEY_NOT_RETRIEVED._replace(confirmed=False)
SIGNATURE_NOT_VALID = KEY_NOT_RETRIEVED._replace(confirmed=False)
INCORRECT_AUDIENCE = Refusal("InvalidIdentityToken", "Incorrect token audience")
SEVERAL_AUDIENCES = Refusal(
    "InvalidIdentityToken",
    "Token audience contains more than one audience while authorized party is not present",
    confirmed=False,
)
ROLE_NOT_IN_ROLES_CLAIM = Refusal(
    "InvalidIdentityToken", "The target role ARN is not present in the roles claim of the identity token"
)
NOT_A_LOGIN_WITH_AMAZON_TOKEN = Refusal("InvalidIdentityToken", "Provided Token is not a Login With Amazon token")
UNRECOGNIZED_PROVIDER = Refusal(
    "AccessDenied",
    "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens",
    403,
    confirmed=False,
)

SEEN_MISSING = ("aud", "sub")


def no_provider(issuer: str) -> Refusal:
    """No IAM OIDC provider in the role's account has this URL; AWS repeats `iss` as it stands in the token."""
    return Refusal("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer}")


def missing_claim(claim: str) -> Refusal:
    """A claim that every token needs is not there."""
    message = f"Missing a required claim: {claim}"
    return Refusal("InvalidIdentityToken", message, confirmed=claim in SEEN_MISSING)


def token_expired(now: int, expires: int, *, confirmed: bool = True) -> Refusal:
    """`exp` is too long ago; both in whole seconds since 1970."""
    message = f"Token expired: current date/time {now} must be before the expiration date/time {expires}"
    return Refusal("ExpiredTokenException", message, confirmed=confirmed)


def token_too_old(seconds: int) -> Refusal:
    """`iat` is too long ago, although `exp` is not."""
    return Refusal("ExpiredTokenException", f"Token too old: {seconds}")


def token_not_yet_valid(now: int, begins: int) -> Refusal:
    """`nbf` or `iat` lies in the future; the words are ours."""
    message = f"Token not yet valid: current date/time {now} must be after the date/time {begins}"
    return Refusal("InvalidIdentityToken", message, confirmed=False)


def rejected_by(provider: str, status: int) -> Refusal:
    """The provider was asked about an access token and refused it; seen for Facebook's status 400."""
    phrase = next((f" {known.phrase}" for known in HTTPStatus if known == status), "")
    message = f"{provider}: {provider} responded with HTTP/1.1 {status}{phrase}"
    return Refusal("IDPRejectedClaim", message, 403, confirmed=status == HTTPStatus.BAD_REQUEST)


def not_reached(provider: str) -> Refusal:
    """The provider did not answer; AWS documents the code, and no message has been seen."""
    return Refusal("IDPCommunicationError", f"{provider} could not be reached to verify the token", confirmed=False)
