"""AWS's errors: a code, a status, a message, and what S3 adds beside them. Raised anywhere below the gateway, written by it."""

from __future__ import annotations


class AwsError(Exception):
    """An error answer. extra: further elements that S3 puts into its `<Error>`, in order.

    confirmed: whether AWS's words for the case are known (see facts in docs/errors.md); False: the words are ours.
    """

    def __init__(
        self, code: str, message: str, status: int = 400, extra: tuple[tuple[str, str], ...] = (), confirmed: bool = True
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status, self.extra, self.confirmed = code, message, status, extra, confirmed


def access_denied(message: str, *, confirmed: bool = True) -> AwsError:
    """AccessDenied, 403."""
    return AwsError("AccessDenied", message, 403, confirmed=confirmed)


def validation_error(message: str) -> AwsError:
    """ValidationError, 400, as STS words it."""
    return AwsError("ValidationError", message)
