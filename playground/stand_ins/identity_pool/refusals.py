"""What Cognito answers to a call that it refuses.  https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html"""

from __future__ import annotations

from functools import cache

from botocore.loaders import Loader

NOT_AUTHORIZED = "NotAuthorizedException"


class CognitoError(Exception):
    """A refusal.  code: the exception's name.  status: HTTP."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def absent(name: str) -> CognitoError:
    """An operation that the sandbox does not have, or nobody."""
    if name in _operations():
        return CognitoError("NotImplemented", f"This sandbox does not have {name}.", 501)
    return CognitoError("UnknownOperationException", "")


@cache
def _operations() -> frozenset[str]:
    model = Loader().load_service_model("cognito-identity", "service-2")
    return frozenset(model["operations"])


def unreadable() -> CognitoError:
    """A value of another kind than it should have."""
    return CognitoError("SerializationException", "")


def no_pool(pool_id: str) -> CognitoError:
    """No pool has this id."""
    return CognitoError("ResourceNotFoundException", f"IdentityPool '{pool_id}' not found.")


def no_identity(identity_id: str) -> CognitoError:
    """Nobody has this id."""
    return CognitoError("ResourceNotFoundException", f"Identity '{identity_id}' not found.")


def forbidden(identity_id: str) -> CognitoError:
    """An identity with a login, without the login."""
    return CognitoError(NOT_AUTHORIZED, f"Access to Identity '{identity_id}' is forbidden.")


def other_login() -> CognitoError:
    """A login that is another identity's."""
    message = "Logins don't match. Please include at least one valid login for this identity or identity pool."
    return CognitoError(NOT_AUTHORIZED, message)


def too_large(most: int) -> CognitoError:
    """A body that no call has. The words are ours."""
    return CognitoError("RequestEntityTooLarge", f"A call to this service may have {most:,} bytes.", 413)


def too_often() -> CognitoError:
    """Another call within the minute than may be made."""
    return CognitoError("TooManyRequestsException", "Rate exceeded", 429)


def invalid(problems: list[str]) -> CognitoError:
    """Values that break the rules of the service model."""
    noun = "validation error" if len(problems) == 1 else "validation errors"
    return CognitoError("ValidationException", f"{len(problems)} {noun} detected: {'; '.join(problems)}")
